"use strict";
// Everything here is a convenience: without scripts the pages say the same.
(() => {
  const root = document.documentElement;
  const stored = { get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
                   set: value => { try { localStorage.setItem("theme", value); } catch { /* a page from disk may have no storage */ } } };
  const themes = ["as the system", "light", "dark"];
  const button = document.querySelector("button.theme");
  const show = theme => {
    if (theme === themes[0]) root.removeAttribute("data-theme"); else root.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
  };
  let theme = themes.includes(stored.get()) ? stored.get() : themes[0];
  show(theme);
  button.hidden = false;
  button.addEventListener("click", () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length];
    stored.set(theme);
    show(theme);
  });

  for (const copy of document.querySelectorAll("button.copy")) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const code = copy.closest("figure").querySelector("code");
      let copied = true;
      try {
        await navigator.clipboard.writeText(code.textContent);
      } catch {
        const selection = getSelection();
        selection.removeAllRanges();
        const range = document.createRange();
        range.selectNodeContents(code);
        selection.addRange(range);
        copied = document.execCommand("copy");
      }
      copy.textContent = copied ? "Copied" : "Selected: press Ctrl+C";
      setTimeout(() => { copy.textContent = "Copy"; }, 2000);
    });
  }

  for (const form of document.querySelectorAll("form.filter")) {
    const input = form.querySelector("[data-filter]");
    const only = form.querySelector("[data-only]");
    const count = form.querySelector("[data-count]");
    const rows = [...document.querySelectorAll(`[data-rows="${input.dataset.filter}"] tr[data-text]`)];
    const texts = rows.map(row => row.dataset.text.toLowerCase());
    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, i) => {
        row.hidden = (only.checked && row.dataset.quiet === "yes") || !words.every(word => texts[i].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      for (const group of document.querySelectorAll(`[data-rows="${input.dataset.filter}"] tbody`)) {
        group.hidden = ![...group.querySelectorAll("tr[data-text]")].some(row => !row.hidden);
      }
      count.textContent = shown === rows.length ? "" : `${shown} of ${rows.length}`;
    };
    form.hidden = false;
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("input", apply);
    apply();
  }

  document.addEventListener("keydown", event => {
    const filter = document.querySelector("[data-filter]");
    if (event.key === "/" && filter && !event.ctrlKey && !event.metaKey && !/^(input|textarea)$/i.test(event.target.tagName)) {
      event.preventDefault();
      filter.focus();
    }
  });
})();
