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

  /** @param {{where: string, line?: number, column?: number, code: string, message: string, hint: string}[]} faults */
  function show(faults) {
    document.getElementById("timeline-faults")?.remove();
    if (!faults.length) return;
    const box = document.createElement("section");
    box.id = "timeline-faults";
    box.setAttribute("role", "alert");
    const head = document.createElement("h2");
    head.textContent = "The last good page stays. To mend:";
    const list = document.createElement("ul");
    for (const fault of faults) {
      const item = document.createElement("li");
      const where = document.createElement("strong");
      where.textContent = [fault.where, fault.line, fault.column].filter(Boolean).join(":");
      const hint = document.createElement("em");
      hint.textContent = fault.hint;
      item.append(where, " ", fault.message + " (" + fault.code + "). ", hint);
      list.append(item);
    }
    box.append(head, list);
    document.body.append(box);
  }

  const source = new EventSource("/-/events");
  source.onmessage = (event) => {
    const { number, faults } = JSON.parse(event.data);
    if (seen !== null && number !== seen && !faults.length) again();
    else show(faults);
    seen = number;
  };
})();
