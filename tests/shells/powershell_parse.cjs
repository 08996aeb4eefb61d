// Parses the PowerShell script on stdin and prints what the grammar does not understand, a line each.
const fs = require("fs");
const path = require("path");
const { Language, Parser } = require("web-tree-sitter");

async function main() {
  await Parser.init();
  const folder = path.dirname(require.resolve("tree-sitter-powershell/package.json"));
  const parser = new Parser();
  parser.setLanguage(await Language.load(path.join(folder, "tree-sitter-powershell.wasm")));
  const look = (node) => {
    if (node.isError || node.isMissing) {
      const what = node.isMissing ? `${node.type} is missing` : `not understood: ${node.text.split("\n")[0]}`;
      console.log(`line ${node.startPosition.row + 1}: ${what}`);
    }
    node.children.forEach(look);
  };
  look(parser.parse(fs.readFileSync(0, "utf8")).rootNode);
}

main();
