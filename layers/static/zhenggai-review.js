/* Going through the queue of sites that need a person, one after the other, by keyboard:
   N next · G coarse is fine · X not a site · 1–9 a candidate, taken at once; with Shift for all of the same name. */
(function () {
  "use strict";

  const { el } = window.zhenggai.draw;
  const { ask } = window.zhenggai.edit;

  function start(page, url) {
    const lang = "?lang=" + page.language;
    const state = { items: [], at: -1, all: 0, waiting: 0, seen: new Set() };
    const bar = el("progress", { max: 1, value: 0 });
    const words = el("span", {});
    const message = el("span", { class: "zg-review-message", role: "status" });
    const button = (key, letter, act) => {
      const made = el("button", { type: "button", class: "zg-button" }, page.word("review." + key), el("kbd", {}, letter));
      made.addEventListener("click", (event) => act(event.shiftKey));
      return made;
    };
    const box = el("div", { class: "zg-review", role: "region", "aria-label": page.word("review.title") },
      el("b", {}, page.word("review.title")), bar, words,
      button("next", "N", () => next()), button("coarse", "G", (many) => decide("coarse", many)),
      button("no_site", "X", (many) => decide("no_site", many)), el("small", {}, page.word("review.hint")), message);
    document.querySelector(".zg-main").append(box);

    function progress() {
      bar.max = Math.max(1, state.all);
      bar.value = state.all - state.waiting;
      words.textContent = page.word("review.progress", { done: state.all - state.waiting, all: state.all });
    }
    async function load() {
      const queue = await ask(url + lang);
      if (queue.status !== 200) { message.textContent = queue.detail; return; }
      Object.assign(state, { items: queue.items.filter((item) => !state.seen.has(item.id)), all: queue.all, waiting: queue.waiting, at: -1 });
      progress();
    }
    async function next() {
      message.textContent = "";
      state.at += 1;
      if (state.at >= state.items.length) {
        await load();
        state.at = 0;
      }
      const item = state.items[state.at];
      if (!item) { message.textContent = page.word("review.done"); page.closePanel(); return; }
      state.seen.add(item.id);
      const site = page.all.flatMap((finding) => finding.sites).find((each) => each.id === String(item.id));
      if (!site) { await next(); return; }
      page.editSite(site, moved);
    }
    async function moved() { await load(); await next(); }
    async function decide(decision, many) {
      const item = state.items[state.at];
      if (!item || !page.editedVersion) return;
      const result = await ask("/api/sites/" + item.id + "/review" + lang, { version: page.editedVersion(), decision, same_name: Boolean(many) });
      if (result.status !== 200) { message.textContent = result.detail; return; }
      const said = page.word("review.answered", { n: result.sites });
      await load();
      await next();
      message.textContent = said;
    }

    document.addEventListener("keydown", (event) => {
      const typing = event.target.closest && event.target.closest("input, select, textarea") && event.target.value;
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const key = event.code.replace("Key", "").replace("Digit", "");
      if (key === "N") next();
      else if (key === "G") decide("coarse", event.shiftKey);
      else if (key === "X") decide("no_site", event.shiftKey);
      else if (/^[1-9]$/.test(key) && page.takeCandidate) page.takeCandidate(Number(key) - 1);
      else return;
      event.preventDefault();
    });
    load().then(next);
  }

  window.zhenggai = Object.assign(window.zhenggai || {}, { review: { start } });
})();
