// @ts-check
// The search page: asks Pagefind, whose index stands beside the site, and shows what it finds in our own form.
"use strict";

(function () {
  const SHOWN = 10;
  const here = document.getElementById("search-here");
  const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("search"));
  if (!here || !template) return;
  const place = here;
  place.append(template.content.cloneNode(true));
  const form = /** @type {HTMLFormElement} */ (place.querySelector("form"));
  const input = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const status = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  const list = /** @type {HTMLElement} */ (place.querySelector("ol"));
  const more = /** @type {HTMLButtonElement} */ (place.querySelector(".more-results"));
  const site = place.dataset.site || "";
  /** @type {Promise<any> | null} */
  let engine = null;
  /** @type {any[]} */
  let results = [];
  let shown = 0;

  function load() {
    if (!engine) engine = import(new URL(place.dataset.bundle || "", location.href).href);
    return engine;
  }

  /**
   * An excerpt comes with the words found in <mark>; nothing else of it is taken as markup.
   * @param {string} excerpt
   * @param {HTMLElement} into
   */
  function excerpted(excerpt, into) {
    for (const part of excerpt.split(/(<mark>.*?<\/mark>)/)) {
      const mark = /^<mark>(.*?)<\/mark>$/.exec(part);
      const plain = document.createElement("textarea"); // holds text and no elements, and keeps its spaces
      plain.innerHTML = mark ? mark[1] : part;
      const text = plain.value;
      if (mark) {
        const element = document.createElement("mark");
        element.textContent = text;
        into.append(element);
      } else into.append(text);
    }
  }

  async function show() {
    const next = await Promise.all(results.slice(shown, shown + SHOWN).map((one) => one.data()));
    for (const found of next) {
      const item = document.createElement("li");
      const date = document.createElement("p");
      date.className = "small";
      date.textContent = found.meta.date || "";
      const title = document.createElement("h2");
      title.className = "headline";
      const link = document.createElement("a");
      link.href = site + found.raw_url.replace(/^\//, "").replace(/(^|\/)$/, "$1index.html");
      link.textContent = found.meta.title || link.href;
      title.append(link);
      const excerpt = document.createElement("p");
      excerpted(found.excerpt, excerpt);
      item.append(date, title, excerpt);
      list.append(item);
    }
    shown += next.length;
    more.hidden = shown >= results.length;
  }

  async function search() {
    const q = input.value.trim();
    try {
      history.replaceState(null, "", location.pathname + (q ? "?q=" + encodeURIComponent(q) : ""));
    } catch (_refused) {
      // Opened from disk: the address stays.
    }
    try {
      const pagefind = await load();
      const answer = q ? await pagefind.debouncedSearch(q, {}, 150) : { results: [] };
      if (!answer) return;
      results = answer.results;
      shown = 0;
      list.replaceChildren();
      await show();
      const text = results.length ? status.dataset.found : status.dataset.none;
      status.textContent = q ? (text || "").replace("{n}", String(results.length)).replace("{q}", q) : "";
    } catch (_fault) {
      status.textContent = status.dataset.fault || "";
    }
  }

  input.addEventListener("input", search);
  input.addEventListener("focus", () => void load().catch(() => undefined), { once: true });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    search();
  });
  more.addEventListener("click", show);
  input.value = new URLSearchParams(location.search).get("q") || "";
  if (input.value) search();
})();
