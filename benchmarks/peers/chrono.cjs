// Worker: chrono-node. One JSON object out; see ../tagging.py.
const fs = require("node:fs");
const chrono = require(require.resolve("chrono-node", { paths: [process.argv[4]] }));

const read = (path) => fs.readFileSync(path, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const cpu = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1e6; };
const find = (document) => chrono.parse(document.text, new Date(document.dct + "T12:00:00")).length;

find({ text: "On Sunday.", dct: "2016-12-11" });
const startUp = cpu();
read(process.argv[2]).forEach(find);
const documents = read(process.argv[3]);
const baseline = process.resourceUsage().maxRSS;
const begun = cpu();
let found = 0;
for (const document of documents) found += find(document);
const seconds = cpu() - begun;
let characters = 0;
for (const document of documents) characters += [...document.text].length;
console.log(JSON.stringify({
  start_up: startUp, seconds, characters, found, baseline_kb: baseline, peak_kb: process.resourceUsage().maxRSS,
}));
