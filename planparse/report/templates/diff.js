"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const quiet = matchMedia("(prefers-reduced-motion: reduce)");
  const entries = [...document.querySelectorAll(".entry")];
  const byNumber = new Map(entries.map((entry) => [entry.dataset.n, entry]));
  const marks = new Map();
  for (const mark of document.querySelectorAll("[data-c]")) {
    for (const number of mark.dataset.c.split(" ")) {
      if (!marks.has(number)) marks.set(number, []);
      marks.get(number).push(mark);
    }
  }
  const total = entries.length;
  let visible = entries;
  let current = null;

  // ---------------------------------------------------------------- folds
  const setFold = (fold, open) => {
    if (open) fold.removeAttribute("hidden");
    else fold.setAttribute("hidden", "until-found");
    document.querySelector(`[aria-controls="${fold.id}"]`).setAttribute("aria-expanded", String(open));
  };
  const folds = [...document.querySelectorAll(".fold")];
  const everything = (open) => {
    for (const fold of folds) setFold(fold, open);
    told();
  };
  const told = () => {
    const open = folds.length > 0 && folds.every((fold) => !fold.hasAttribute("hidden"));
    $("unfold").setAttribute("aria-pressed", String(open));
    $("unfold").textContent = open ? "只看变化" : "显示全文";
  };
  $("unfold").hidden = folds.length === 0;
  document.addEventListener("beforematch", (event) => {
    const fold = event.target.closest(".fold");
    if (fold) { setFold(fold, true); told(); }
  });

  // ---------------------------------------------------------------- one change
  const reveal = (element, block) => {
    const fold = element.closest(".fold");
    if (fold && fold.hasAttribute("hidden")) { setFold(fold, true); told(); }
    element.scrollIntoView({ block, behavior: quiet.matches ? "auto" : "smooth" });
  };
  const revealInList = (entry) => {
    const list = $("list");
    if (list.scrollHeight > list.clientHeight + 4) {
      const box = list.getBoundingClientRect(), here = entry.getBoundingClientRect();
      if (here.top < box.top || here.bottom > box.bottom) list.scrollTop += here.top - box.top - box.height / 3;
    }
  };
  const light = (entry) => {
    if (current) {
      current.classList.remove("current");
      current.querySelector(".go").removeAttribute("aria-current");
      for (const mark of marks.get(current.dataset.n) || []) mark.classList.remove("current");
    }
    current = entry;
    if (!entry) { place(); return; }
    entry.classList.add("current");
    entry.querySelector(".go").setAttribute("aria-current", "true");
    for (const mark of marks.get(entry.dataset.n) || []) mark.classList.add("current");
    place();
  };
  const place = () => {
    const output = $("place");
    if (!output) return;
    const at = visible.indexOf(current);
    output.textContent = at >= 0 ? `第${at + 1}/${visible.length}处` : `共${visible.length}处`;
  };
  const toText = (number) => {
    const entry = byNumber.get(number);
    if (!entry) return;
    light(entry);
    revealInList(entry);
    const mark = $(`m${number}`) || (marks.get(number) || [])[0];
    if (mark) {
      reveal(mark, "center");
      mark.focus({ preventScroll: true });
    } else reveal(entry, "nearest");
  };
  const toList = (number) => {
    const entry = byNumber.get(number);
    if (!entry) return;
    if (entry.hidden) clear();
    light(entry);
    const list = $("list");
    if (list.scrollHeight > list.clientHeight + 4) revealInList(entry);
    else reveal(entry, "center");
    entry.querySelector(".go").focus({ preventScroll: true });
  };
  const step = (by) => {
    if (!visible.length) return;
    const at = visible.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : visible.length - 1) : (at + by + visible.length) % visible.length;
    toText(visible[next].dataset.n);
  };

  // ---------------------------------------------------------------- filters
  const form = $("filters");
  const chosen = (name) => new Set([...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value));
  const count = (name, kept) => {
    const counts = {};
    for (const entry of kept) counts[entry.dataset[name]] = (counts[entry.dataset[name]] || 0) + 1;
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) {
      const number = counts[box.value] || 0;
      box.parentElement.querySelector("b").textContent = number;
      box.parentElement.classList.toggle("empty", number === 0);
    }
  };
  const filter = () => {
    const kinds = chosen("kind"), effects = chosen("effect");
    const looked = $("search").value.trim().toLowerCase();
    const found = entries.filter((entry) => !looked || entry.dataset.find.includes(looked));
    const ofKind = (entry) => !kinds.size || kinds.has(entry.dataset.kind);
    const ofEffect = (entry) => !effects.size || effects.has(entry.dataset.effect);
    visible = found.filter((entry) => ofKind(entry) && ofEffect(entry));
    const kept = new Set(visible);
    for (const entry of entries) entry.hidden = !kept.has(entry);
    const numbers = new Set(visible.map((entry) => entry.dataset.n));
    for (const mark of document.querySelectorAll("[data-c]")) {
      mark.classList.toggle("off", !mark.dataset.c.split(" ").some((number) => numbers.has(number)));
    }
    count("kind", found.filter(ofEffect));
    count("effect", found.filter(ofKind));
    const narrowed = visible.length < total || kinds.size || effects.size || looked;
    $("state").textContent = narrowed ? `显示${total}处中的${visible.length}处` : `共${total}处`;
    $("clear").hidden = !narrowed;
    $("none").hidden = visible.length > 0;
    if (current && current.hidden) light(null);
    place();
  };
  const clear = () => {
    form.reset();
    filter();
  };
  if (form) {
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  } else if ($("place")) place();

  // ---------------------------------------------------------------- one listener for every click, one for every key
  document.addEventListener("click", (event) => {
    const at = event.target;
    const button = at.closest("button");
    if (button) {
      if (button.id === "next") step(1);
      else if (button.id === "previous") step(-1);
      else if (button.id === "print") window.print();
      else if (button.id === "clear") { clear(); $("search").focus(); }
      else if (button.id === "unfold") everything(button.getAttribute("aria-pressed") !== "true");
      else if (button.classList.contains("unfold")) {
        const fold = $(button.getAttribute("aria-controls"));
        setFold(fold, fold.hasAttribute("hidden"));
        told();
      }
      return;
    }
    const link = at.closest("a");
    if (link) {
      if (link.dataset.go) { event.preventDefault(); toText(link.dataset.go); }
      else if (link.classList.contains("ref")) { event.preventDefault(); toList(link.id.slice(1)); }
      else if (link.classList.contains("jump")) {
        event.preventDefault();
        const target = document.querySelector(link.getAttribute("href"));
        reveal(target, "center");
        target.classList.add("flash");
        setTimeout(() => target.classList.remove("flash"), 1600);
      }
      return;
    }
    const mark = at.closest("[data-c]");
    if (mark && !String(getSelection())) toList(mark.dataset.c.split(" ").find((number) => !byNumber.get(number).hidden) || mark.dataset.c.split(" ")[0]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && event.target.id === "search") { clear(); return; }
    if (event.target.matches("input[type=search], textarea, select")) return;
    if (event.key === "j") { event.preventDefault(); step(1); }
    else if (event.key === "k") { event.preventDefault(); step(-1); }
  });
})();
