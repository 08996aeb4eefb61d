// Opens a page in a browser and tells, as JSON, what a person would notice:
//   node browser.js CHROMIUM PAGE WIDTH SCHEME [PICTURE]
"use strict";
const puppeteer = require("puppeteer-core");
const fs = require("fs");

const [, , executablePath, page, width, scheme, picture] = process.argv;

(async () => {
    const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    try {
        const tab = await browser.newPage();
        const said = [];
        const asked = [];
        tab.on("console", (message) => said.push(message.text()));
        tab.on("pageerror", (error) => said.push(String(error)));
        tab.on("dialog", (dialog) => { said.push("dialog: " + dialog.message()); dialog.dismiss(); });
        tab.on("request", (request) => asked.push(request.url()));
        await tab.setViewport({ width: Number(width), height: 900 });
        await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
        await tab.goto("file://" + page, { waitUntil: "load" });
        const open = await tab.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd);
        const facts = await tab.evaluate(() => ({
            wider: document.documentElement.scrollWidth - innerWidth,
            tools: !document.getElementById("tools").hidden,
            rows: document.querySelectorAll("main tbody tr").length,
            owned: typeof window.owned,
        }));
        if (picture) await tab.screenshot({ path: picture, fullPage: picture.endsWith("-whole.png") });
        const found = await tab.evaluate(async () => {
            const find = document.getElementById("find");
            const search = async (text) => {
                find.value = text;
                find.dispatchEvent(new Event("input"));
                const until = performance.now() + 10000;
                const shown = () => document.getElementById("found").textContent;
                while ((text === "") !== (shown() === "") && performance.now() < until)
                    await new Promise((done) => requestAnimationFrame(done));
                return shown();
            };
            const some = await search("gw4.company.dom");
            const visible = [...document.querySelectorAll("main tbody tr")].filter((row) => !row.hidden).length;
            await search("");
            const hidden = document.querySelectorAll("main [hidden]").length;
            return { some, visible, hidden };
        });
        // The page's own policy forbids scripts of others, the examiner's too: it runs on the side of the browser.
        const client = await tab.createCDPSession();
        await client.send("Page.setBypassCSP", { enabled: true });
        await tab.reload({ waitUntil: "load" });
        await tab.evaluate(() => { for (const fold of document.querySelectorAll("details")) fold.open = true; });
        await tab.evaluate(fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
        const axe = await tab.evaluate(async () => (await window.axe.run(document)).violations.map((one) => ({
            id: one.id, impact: one.impact, help: one.help, count: one.nodes.length,
            first: one.nodes[0].html.slice(0, 300), why: one.nodes[0].failureSummary,
        })));
        console.log(JSON.stringify({ said, asked: asked.filter((url) => !url.startsWith("file://")), open, facts, found, axe }));
    } finally {
        await browser.close();
    }
})().catch((error) => { console.error(error); process.exit(1); });
