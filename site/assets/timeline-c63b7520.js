"use strict";
(function () {
const EMPTY = { q: "", tag: "", source: "", kind: "", sure: false, known: "" };
const lang = document.documentElement.lang;
const root = document.documentElement;
function all(selector, within) {
return Array.from((within || document).querySelectorAll(selector));
}
function plain(text) {
return text.toLocaleLowerCase(lang).normalize("NFKD").replace(/\p{M}|\u2060/gu, "").replace(/’/g, "'");
}
function rows() {
return all("li.e").map(function (item) {
const data = item.dataset;
const told = all(".headline, .quote, .meta, .disagree, .when", item);
return {
item: item,
text: plain(told.map((part) => part.textContent || "").join(" ") + " " + (data.tags || "") + " " + (data.src || "")),
tags: (data.tags || "").split("|").filter(Boolean),
sources: (data.src || "").split("|").filter(Boolean),
kind: data.kind || "happened",
known: data.known || "",
sure: !data.doubt,
};
});
}
function matches(row, state, words) {
return (
words.every((word) => row.text.includes(word)) &&
(!state.tag || row.tags.includes(state.tag)) &&
(!state.source || row.sources.includes(state.source)) &&
(!state.kind || row.kind === state.kind) &&
(!state.sure || row.sure) &&
(!state.known || !row.known || row.known <= state.known)
);
}
function asked() {
const source = location.hash.startsWith("#?") ? location.hash.slice(2) : location.search;
const query = new URLSearchParams(source);
return {
q: query.get("q") || "",
tag: query.get("tag") || "",
source: query.get("source") || "",
kind: query.get("kind") || "",
sure: query.get("sure") === "1",
known: query.get("known") || "",
};
}
function remember(state) {
const query = new URLSearchParams();
if (state.q) query.set("q", state.q);
if (state.tag) query.set("tag", state.tag);
if (state.source) query.set("source", state.source);
if (state.kind) query.set("kind", state.kind);
if (state.sure) query.set("sure", "1");
if (state.known) query.set("known", state.known);
const text = query.toString();
const anchor = location.hash.startsWith("#?") ? "" : location.hash;
try {
history.replaceState(null, "", location.pathname + (text ? "?" + text : "") + anchor);
} catch (_refused) {
if (text || location.hash.startsWith("#?")) history.replaceState(null, "", "#" + (text ? "?" + text : ""));
}
}
function words(iso) {
const day = new Date(iso + "T00:00:00Z");
const locale = lang === "en" ? "en-GB" : lang;
return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(day);
}
function fill(select, options) {
for (const [value, label] of options) select.add(new Option(label, value));
const field = select.closest("label");
if (field) field.hidden = options.length < 2;
}
function counted(names) {
const counts = new Map();
for (const name of names) counts.set(name, (counts.get(name) || 0) + 1);
const sorted = Array.from(counts).sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], lang));
return sorted.map(([name, count]) => [name, name + " (" + count + ")"]);
}
let prepare = function () {};
function filter() {
const place = document.getElementById("tools-here");
const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("tools"));
if (!place || !template || all("li.e").length < 2) return;
place.append(template.content.cloneNode(true));
prepare = function () {
prepare = function () {};
begin(place);
};
const box = /** @type {HTMLElement} */ (place.querySelector("details"));
box.addEventListener("toggle", () => prepare());
if (JSON.stringify(asked()) !== JSON.stringify(EMPTY)) prepare();
}
function begin(place) {
const list = rows();
const form = /** @type {HTMLFormElement} */ (place.querySelector("form"));
const field = (name) => /** @type {any} */ (form.elements.namedItem(name));
/** @type {HTMLInputElement} */ const q = field("q");
/** @type {HTMLSelectElement} */ const tag = field("tag");
/** @type {HTMLSelectElement} */ const source = field("source");
/** @type {HTMLSelectElement} */ const kind = field("kind");
/** @type {HTMLInputElement} */ const sure = field("sure");
/** @type {HTMLInputElement} */ const known = field("known");
const day = /** @type {HTMLElement} */ (form.querySelector("output"));
const box = /** @type {HTMLDetailsElement} */ (place.querySelector("details"));
const status = /** @type {HTMLElement} */ (place.querySelector("[role=status]"));
const line = /** @type {HTMLElement} */ (status.parentElement);
const clear = /** @type {HTMLElement} */ (line.querySelector("button"));
const days = Array.from(new Set(list.map((row) => row.known).filter(Boolean))).sort();
fill(tag, counted(list.flatMap((row) => row.tags)));
fill(source, counted(list.flatMap((row) => row.sources)));
const kinds = new Map();
for (const row of list) {
const shown = row.item.querySelector(".kind");
kinds.set(row.kind, (shown && shown.textContent) || kind.dataset.happened || row.kind);
}
fill(kind, Array.from(kinds));
known.max = String(Math.max(0, days.length - 1));
known.value = known.max;
const range = known.closest("label");
if (range) range.hidden = days.length < 2;
const doubtful = sure.closest("label");
if (doubtful) doubtful.hidden = list.every((row) => row.sure);
function wanted() {
const last = Number(known.value) >= days.length - 1;
return { q: q.value, tag: tag.value, source: source.value, kind: kind.value, sure: sure.checked, known: last ? "" : days[Number(known.value)] };
}
function show(state) {
const sought = plain(state.q).split(/\s+/).filter(Boolean);
const active = JSON.stringify(state) !== JSON.stringify(EMPTY);
let found = 0;
for (const row of list) {
const hit = matches(row, state, sought);
row.item.hidden = !hit;
if (hit) found += 1;
}
root.classList.toggle("filtering", active);
for (const part of all("ol.events, details.fold, .month, .year")) {
part.hidden = !part.querySelector("li.e:not([hidden])");
if (active && part instanceof HTMLDetailsElement && (state.q || state.tag)) part.open = true;
}
const text = active ? status.dataset.some : status.dataset.all;
status.textContent = (text || "").replace("{n}", found.toLocaleString(lang)).replace("{all}", list.length.toLocaleString(lang));
const shown = days.length ? words(state.known || days[days.length - 1]) : "";
day.textContent = shown;
known.setAttribute("aria-valuetext", shown);
clear.hidden = !active;
line.hidden = !active && !box.open;
remember(state);
}
const first = asked();
q.value = first.q;
tag.value = first.tag;
source.value = first.source;
kind.value = first.kind;
sure.checked = first.sure;
const at = days.filter((one) => one <= first.known).length - 1;
if (first.known) known.value = String(Math.max(0, at));
form.addEventListener("input", () => show(wanted()));
form.addEventListener("submit", (event) => event.preventDefault());
clear.addEventListener("click", function () {
form.reset();
known.value = known.max;
box.open = true;
show(wanted());
q.focus();
});
box.addEventListener("toggle", () => show(wanted()));
if (JSON.stringify(wanted()) !== JSON.stringify(EMPTY)) box.open = true;
show(wanted());
}
function move(step) {
const items = all("li.e, li.telling").filter(
(item) => item.getClientRects().length > 0 && !item.closest("details:not([open])"),
);
const current = document.activeElement && document.activeElement.closest("li.e, li.telling");
let index = items.findIndex((item) => item === current);
if (index < 0) {
index = items.findIndex((item) => item.getBoundingClientRect().top > 40) - (step > 0 ? 1 : 0);
}
const next = items[Math.min(items.length - 1, Math.max(0, index + step))];
const link = next && /** @type {HTMLElement | null} */ (next.querySelector(".headline a, h3 a, summary"));
if (!next || !link) return;
next.scrollIntoView({ block: "nearest" });
link.focus();
}
function permalink(item) {
const link = /** @type {HTMLAnchorElement | null} */ (item.querySelector(".headline a"));
return link ? link.href : location.href.split("#")[0] + "#" + item.id;
}
function copy(text) {
if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
const area = document.createElement("textarea");
area.value = text;
document.body.append(area);
area.select();
document.execCommand("copy");
area.remove();
return Promise.resolve();
}
function offer(item) {
const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("copy"));
const body = item.querySelector("details.why");
if (!template || !body || body.querySelector("button")) return;
body.append(template.content.cloneNode(true));
const button = /** @type {HTMLElement} */ (body.querySelector("button"));
const label = button.textContent;
button.addEventListener("click", function () {
copy(permalink(item)).then(function () {
button.textContent = button.dataset.done || label;
setTimeout(() => (button.textContent = label), 2000);
});
});
}
function help() {
const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
if (dialog) dialog.open ? dialog.close() : dialog.showModal();
}
document.addEventListener("toggle", function (event) {
const details = /** @type {HTMLElement} */ (event.target);
const item = details.closest("li.e");
if (item && details.matches("details.why")) offer(/** @type {HTMLElement} */ (item));
}, true);
document.addEventListener("keydown", function (event) {
if (event.ctrlKey || event.metaKey || event.altKey) return;
const typing = event.target instanceof Element && event.target.closest("input, select, textarea");
if (event.key === "Escape" && typing) /** @type {HTMLElement} */ (typing).blur();
if (typing) return;
const search = /** @type {HTMLElement | null} */ (document.querySelector("input[type=search]"));
const item = document.activeElement && document.activeElement.closest("li.e");
if (event.key === "j") move(1);
else if (event.key === "k") move(-1);
else if (event.key === "?") help();
else if (event.key === "c" && item) copy(permalink(/** @type {HTMLElement} */ (item)));
else if (event.key === "/" && search) {
event.preventDefault();
const box = search.closest("details");
prepare();
if (box) box.open = true;
search.focus();
}
});
window.addEventListener("beforeprint", function () {
for (const details of all("details:not(.table)")) details.setAttribute("open", "");
});
filter();
})();
