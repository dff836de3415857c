"use strict";
(() => {
  const root = document.documentElement;
  const locale = { id: "id-ID", en: "en-US" };

  function writeNumbers(lang) {
    const format = new Intl.NumberFormat(locale[lang]);
    for (const node of document.querySelectorAll("[data-n]")) {
      const value = Number(node.dataset.n);
      const sign = value < 0 ? "\u2212" : value > 0 && node.dataset.signed === "1" ? "+" : "";
      node.textContent = sign + format.format(Math.abs(value));
    }
  }

  function speak(lang) {
    root.lang = lang;
    writeNumbers(lang);
    for (const button of document.querySelectorAll("[data-lang]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    }
    for (const node of document.querySelectorAll("[data-label-en]")) {
      node.dataset.labelId = node.dataset.labelId || node.getAttribute("aria-label");
      node.setAttribute("aria-label", lang === "en" ? node.dataset.labelEn : node.dataset.labelId);
    }
  }
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.addEventListener("click", () => speak(button.dataset.lang));
  }

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const body = table.tBodies[0];
    table.querySelectorAll("thead th button").forEach((button) => {
      button.addEventListener("click", () => {
        const head = button.closest("th");
        const rising = head.getAttribute("aria-sort") === "descending" ||
          (head.getAttribute("aria-sort") === null && head.dataset.text !== undefined);
        table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", rising ? "ascending" : "descending");
        const column = head.cellIndex;
        const key = (row) => row.cells[column].dataset.key ?? "";
        const rows = [...body.rows].sort((a, b) => {
          const [x, y] = [key(a), key(b)];
          if (head.dataset.text !== undefined) return x.localeCompare(y, "id") * (rising ? 1 : -1);
          if (x === "" || y === "") return (x === "") - (y === "");
          return (Number(x) - Number(y)) * (rising ? 1 : -1);
        });
        body.append(...rows);
      });
    });
  }

  const search = document.getElementById("search");
  if (search) {
    const rows = [...document.querySelectorAll("#provinces-table tbody tr")];
    const found = document.getElementById("found");
    search.addEventListener("input", () => {
      const wanted = search.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.dataset.find.includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      found.dataset.n = String(shown);
      found.textContent = String(shown);
    });
  }

  const map = document.querySelector("svg.map");
  const tip = document.getElementById("tip");
  if (map && tip) {
    for (const title of map.querySelectorAll("path > title")) {
      title.parentNode.dataset.told = title.textContent;
      title.remove();
    }
    map.addEventListener("pointermove", (event) => {
      const told = event.target.dataset && event.target.dataset.told;
      tip.hidden = !told;
      if (!told) return;
      const box = map.parentNode.getBoundingClientRect();
      tip.textContent = told;
      const x = Math.min(event.clientX - box.left + 14, box.width - tip.offsetWidth - 4);
      tip.style.transform = `translate(${Math.max(4, x)}px, ${event.clientY - box.top + 16}px)`;
    });
    map.addEventListener("pointerleave", () => { tip.hidden = true; });
    map.addEventListener("click", (event) => {
      const code = event.target.dataset && event.target.dataset.code;
      const row = code && document.getElementById(`p${code}`);
      if (!row) return;
      row.scrollIntoView({ block: "center" });
      row.classList.add("lit");
      setTimeout(() => row.classList.remove("lit"), 2500);
    });
  }
})();
