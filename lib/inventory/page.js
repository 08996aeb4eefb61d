"use strict";
// Search and folding. Without this the page shows everything.
(() => {
    const byId = (id) => document.getElementById(id);
    const find = byId("find");
    const found = byId("found");
    const folds = [...document.querySelectorAll("main details")];
    const rows = [...document.querySelectorAll("main tbody tr, main ul.tree li, main ul.findings li")].map(
        (element) => ({ element, text: element.textContent.toLowerCase() }));
    const sections = [...document.querySelectorAll("main section")];
    let before = null;

    const rememberFolds = () => {
        if (!before) before = folds.map((fold) => fold.open);
    };
    const restoreFolds = () => {
        if (before) folds.forEach((fold, i) => { fold.open = before[i]; });
        before = null;
    };
    const show = () => {
        const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
        if (words.length === 0) {
            for (const { element } of rows) element.hidden = false;
            for (const section of sections) section.hidden = false;
            restoreFolds();
            found.textContent = "";
            return;
        }
        rememberFolds();
        let count = 0;
        for (const { element, text } of rows) {
            element.hidden = !words.every((word) => text.includes(word));
            if (!element.hidden) count += 1;
        }
        for (const section of sections)
            section.hidden = !section.querySelector("tbody tr:not([hidden]), li:not([hidden])");
        for (const fold of folds) fold.open = true;
        found.textContent = count === 1 ? "1 line found" : `${count} lines found`;
    };
    const setAll = (open) => () => {
        for (const fold of folds) fold.open = open;
        before = null;
    };

    let waiting = 0;
    find.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(show, 80);
    });
    find.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        find.value = "";
        show();
    });
    byId("fold").addEventListener("click", setAll(false));
    byId("unfold").addEventListener("click", setAll(true));
    addEventListener("beforeprint", () => {
        rememberFolds();
        for (const fold of folds) fold.open = true;
    });
    addEventListener("afterprint", () => {
        if (!find.value.trim()) restoreFolds();
    });
    byId("tools").hidden = false;
    if (matchMedia("(max-width: 60rem)").matches) document.querySelector("nav details").open = false;
})();
