/** Keeps a page of the local server fresh: loads it again after a build, keeping the place; shows what went wrong. */
(() => {
  "use strict";
  const KEY = "timeline-place:" + location.pathname;
  /** @type {number | null} */
  let seen = null;

  const place = sessionStorage.getItem(KEY);
  if (place !== null) {
    sessionStorage.removeItem(KEY);
    const { y, open } = JSON.parse(place);
    const details = document.querySelectorAll("details");
    for (const n of open) if (details[n]) details[n].open = true;
    scrollTo({ top: y, behavior: "instant" });
  }

  /** Load the page again and come back to the same place. */
  function again() {
    const open = [...document.querySelectorAll("details")].flatMap((d, n) => (d.open ? [n] : []));
    sessionStorage.setItem(KEY, JSON.stringify({ y: scrollY, open }));
    location.reload();
  }

  /** @typedef {{where: string, line?: number, column?: number, code: string, message: string, hint: string}} Fault */
  /** What stands in the way stays until it is mended; what was only found can be put away. @param {Fault[]} faults @param {Fault[]} notes */
  function show(faults, notes) {
    document.getElementById("timeline-faults")?.remove();
    if (!faults.length && !notes.length) return;
    const box = document.createElement("section");
    box.id = "timeline-faults";
    box.setAttribute("role", "alert");
    const head = document.createElement("h2");
    head.textContent = faults.length ? "The last good page stays. To mend:" : "This is the page as it is now. Found in what you saved:";
    const list = document.createElement("ul");
    for (const fault of faults.length ? faults : notes) {
      const item = document.createElement("li");
      const where = document.createElement("strong");
      where.textContent = [fault.where, fault.line, fault.column].filter(Boolean).join(":");
      const hint = document.createElement("em");
      hint.textContent = fault.hint;
      item.append(where, " ", fault.message + " (" + fault.code + "). ", hint);
      list.append(item);
    }
    box.append(head, list);
    if (!faults.length) {
      const close = document.createElement("button");
      close.type = "button";
      close.textContent = "Put it away";
      close.addEventListener("click", () => box.remove());
      box.append(close);
      box.className = "found";
    }
    document.body.append(box);
  }

  const source = new EventSource("/-/events");
  source.onmessage = (event) => {
    const { number, faults, notes } = JSON.parse(event.data);
    if (seen !== null && number !== seen && !faults.length) again();
    else show(faults, notes);
    seen = number;
  };
})();
