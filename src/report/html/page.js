"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const SVG = "http://www.w3.org/2000/svg";
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  const draw = (name, attributes, ...children) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes || {})) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // Colours: as the system has them, light, dark; kept where the browser allows it.
  const theme = byId("theme");
  const kept = () => { try { return localStorage.getItem("parallax-colours"); } catch { return null; } };
  const setTheme = (name) => {
    if (name === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = name;
    theme.textContent = "Colours: " + name;
    try { localStorage.setItem("parallax-colours", name); } catch { /* Nothing is kept then. */ }
  };
  setTheme(["light", "dark"].includes(kept()) ? kept() : "auto");
  theme.addEventListener("click", () => {
    const now = document.documentElement.dataset.theme || "auto";
    setTheme({ auto: "dark", dark: "light", light: "auto" }[now]);
  });

  // The data are parsed when something first needs them, so that the page stands before.
  let parsed = null;
  const data = () => (parsed ||= JSON.parse(byId("data").textContent));
  let parsedTexts = null;
  const texts = () => (parsedTexts ||= JSON.parse(byId("texts").textContent));

  const mark = (outlet) => {
    const svg = draw("svg", { class: "mark " + outlet.c, viewBox: "-8 -8 16 16", "aria-hidden": "true" });
    svg.append(draw("path", { d: outlet.m }));
    return svg;
  };

  // The panel: passages in their articles.
  const panel = byId("panel");
  const wordTarget = (number) => {
    const row = (data().words || [])[number];
    if (!row) return null;
    return ["\u201C" + row[0] + "\u201D in each outlet", row[1].map((cell) => cell[3]).filter((at) => at >= 0)];
  };
  const target = (key) => {
    const own = data().targets;
    if (Object.hasOwn(own, key)) return own[key];
    const word = /^word-(\d+)$/.exec(key);
    return word ? wordTarget(Number(word[1])) : null;
  };
  const fullText = (number, source) => {
    const text = texts()[number];
    if (text === undefined) return null;
    const marks = [...source.passages].filter((p) => p[1] === 0).sort((a, b) => a[5] - b[5]);
    const body = make("div", { class: "article-text", dir: "auto" });
    let from = 0;
    for (const passage of marks) {
      if (passage[5] < from) continue;
      body.append(text.slice(from, passage[5]), make("mark", {}, text.substr(passage[5], passage[6])));
      from = passage[5] + passage[6];
    }
    body.append(text.slice(from));
    const details = make("details", { class: "full" }, make("summary", {}, "The whole article"), body);
    details.addEventListener("toggle", () => {
      if (details.open) body.querySelector("mark")?.scrollIntoView({ block: "center" });
    });
    return details;
  };
  const card = (number, passages) => {
    const { sources, outlets } = data();
    const source = sources[number];
    const outlet = outlets[source.o] || { n: "", c: "o0", m: "" };
    const element = make("article", { class: "passage " + outlet.c });
    const name = make("p", { class: "outlet" }, mark(outlet), make("span", { dir: "auto" }, outlet.n));
    if (source.d) name.append(make("time", {}, source.d));
    element.append(name);
    const inHeadline = passages.some((p) => p[1] === 1);
    if (source.h) {
      const headline = make("h3", { dir: "auto" });
      headline.append(inHeadline ? make("mark", {}, source.h) : source.h);
      element.append(headline);
    }
    for (const [, part, before, words, after] of passages) {
      if (part === 1 && source.h) continue;
      element.append(make("blockquote", { dir: "auto" },
        make("span", { class: "around" }, before ? before + " " : ""),
        make("mark", {}, words),
        make("span", { class: "around" }, after ? " " + after : "")));
    }
    if (source.u) {
      element.append(make("p", {}, make("a", { class: "out", href: source.u, rel: "noopener noreferrer nofollow" }, "Read it where it was published")));
    }
    const full = fullText(number, { passages });
    if (full) element.append(full);
    return element;
  };
  const show = (key) => {
    const found = target(key);
    if (!found) return false;
    const [title, numbers] = found;
    const bySource = new Map();
    for (const number of numbers) {
      const passage = data().passages[number];
      if (!bySource.has(passage[0])) bySource.set(passage[0], []);
      bySource.get(passage[0]).push(passage);
    }
    byId("panel-title").textContent = title;
    const many = (n, word) => n + " " + word + (n === 1 ? "" : "s");
    byId("panel-count").textContent = many(numbers.length, "passage") + " from " + many(bySource.size, "article");
    byId("panel-body").replaceChildren(...[...bySource].map(([number, passages]) => card(number, passages)));
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
    byId("panel-title").focus({ preventScroll: true });
    return true;
  };
  const follow = () => {
    const key = decodeURIComponent(location.hash.slice(1));
    if (!key) { if (panel.open) panel.close(); return; }
    if (!show(key) && panel.open) panel.close();
  };
  panel.addEventListener("close", () => {
    const key = decodeURIComponent(location.hash.slice(1));
    const opener = key && target(key) ? document.querySelector('a[href="#' + CSS.escape(key) + '"]') : null;
    if (key && target(key)) history.replaceState(null, "", location.href.split("#")[0]);
    // The browser gives the focus back to the link that was followed; a deep link was followed by none.
    if (document.activeElement === document.body) opener?.focus({ preventScroll: true });
  });
  byId("panel-close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => { if (event.target === panel) panel.close(); });
  addEventListener("hashchange", follow);
  // A second click on the same link does not change the address.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) follow();
  });
  if (location.hash) follow();

  // The words of two outlets.
  const scatter = byId("scatter");
  if (scatter) {
    const [first, second, find] = ["scatter-a", "scatter-b", "scatter-find"].map(byId);
    const side = (row, who, against) => {
      const { outlets } = data();
      let n = 0, words = 0, error = null;
      if (who === "rest") {
        // Every other outlet is one unit: how they differ among themselves is the error of the rest.
        const members = words_().outlets.filter((outlet) => outlet !== against);
        const counts = members.map((outlet) => (row.get(outlet) || [0, 0])[1]);
        const lengths = members.map((outlet) => outlets[outlet].w);
        n = counts.reduce((a, b) => a + b, 0);
        words = lengths.reduce((a, b) => a + b, 0);
        if (members.length > 2 && n > 0) {
          const rate = n / words;
          const squares = counts.reduce((sum, x, i) => sum + (x - rate * lengths[i]) ** 2, 0);
          error = Math.sqrt(members.length / (members.length - 1) * squares) / n;
        }
      } else {
        const cell = row.get(who);
        n = cell ? cell[1] : 0;
        words = outlets[who].w;
        error = cell ? cell[2] : null;
      }
      return { n, words, rate: words ? 1000 * n / words : 0, error };
    };
    // Ranks differences: log-odds with the words of all outlets as a prior, in standard errors (Monroe,
    // Colaresi & Quinn 2008). Three occurrences beside one are not "more" of anything.
    const score = (row, here, there) => {
      const { outlets } = data();
      const all = words_().outlets.reduce((sum, outlet) => sum + outlets[outlet].w, 0);
      const prior = 500 * [...row.cells.values()].reduce((sum, cell) => sum + cell[1], 0) / all;
      const odds = (side) => Math.log((side.n + prior) / Math.max(side.words + 500 - side.n - prior, 1));
      return (odds(here) - odds(there)) / Math.sqrt(1 / (here.n + prior) + 1 / (there.n + prior));
    };
    let table = null;
    const words_ = () => {
      if (table) return table;
      const rows = (data().words || []).map(([shown, cells], number) => ({ shown, number, cells: new Map(cells.map((cell) => [cell[0], cell])) }));
      const outlets = [...new Set(rows.flatMap((row) => [...row.cells.keys()]))].sort((a, b) => a - b);
      return (table = { rows, outlets });
    };
    const points = () => {
      const a = Number(first.value), b = second.value === "rest" ? "rest" : Number(second.value);
      return words_().rows.map((row) => {
        const here = side(row.cells, a, null), there = side(row.cells, b, a);
        const log2 = here.n && there.n ? Math.log2(here.rate / there.rate) : null;
        const reach = log2 !== null && here.error !== null && there.error !== null
          ? 2 * Math.sqrt(here.error ** 2 + there.error ** 2) / Math.LN2 : null;
        return { ...row, here, there, log2, reach, score: score(row, here, there), sure: reach !== null && Math.abs(log2) > reach };
      }).filter((point) => point.here.n + point.there.n > 0);
    };
    const common = (point) => point.here.n + point.there.n >= 5 && Math.max(point.here.n, point.there.n) >= 4;
    const told = (point) => {
      let text = point.here.n + " beside " + point.there.n;
      if (point.log2 !== null) {
        text += ", " + (2 ** point.log2).toFixed(1) + " times";
        if (point.reach !== null) text += " (" + (2 ** (point.log2 - point.reach)).toFixed(1) + " to " + (2 ** (point.log2 + point.reach)).toFixed(1) + ")";
      }
      return text;
    };
    const list = (title, rows) => make("section", {},
      make("h3", {}, title),
      make("ol", {}, ...rows.map((point) => make("li", {},
        make("a", { href: "#word-" + point.number, dir: "auto" }, point.shown), " ",
        make("span", { class: "numbers" }, told(point))))));
    const name = (value) => value === "rest" ? "all others" : data().outlets[Number(value)].n;
    const render = () => {
      if (first.value === second.value) second.value = "rest";
      const width = scatter.parentElement.clientWidth, height = scatter.parentElement.clientHeight;
      const all = points();
      const edge = { left: 40, right: 12, top: 12, bottom: 50 };
      const most = Math.max(1, ...all.map((p) => Math.max(p.here.rate, p.there.rate)));
      const scale = (rate) => Math.sqrt(rate / most);
      const x = (rate) => edge.left + (width - edge.left - edge.right) * scale(rate);
      const y = (rate) => height - edge.bottom - (height - edge.top - edge.bottom) * scale(rate);
      const needle = find.value.trim().toLowerCase();
      const hit = (point) => needle && point.shown.toLowerCase().includes(needle);
      const classA = data().outlets[Number(first.value)].c;
      const classB = second.value === "rest" ? "rest" : data().outlets[Number(second.value)].c;
      const parts = [draw("line", { class: "track", x1: x(0), y1: y(0), x2: x(most), y2: y(most) })];
      for (const tick of [1, 2, 5, 10, 20, 50, 100].filter((tick) => tick < most)) {
        parts.push(draw("text", { class: "tick", x: x(tick), y: height - edge.bottom + 30, "text-anchor": "middle" }, String(tick)));
        parts.push(draw("text", { class: "tick", x: edge.left - 6, y: y(tick) + 4, "text-anchor": "end" }, String(tick)));
      }
      parts.push(draw("text", { class: "tick", x: width - edge.right, y: height - 5, "text-anchor": "end" }, "per 1,000 words of " + name(second.value)));
      const ranked = [...all].sort((p, q) => Math.abs(q.score) - Math.abs(p.score));
      const boxes = [];
      const marks = [], names = [];
      for (const point of [...ranked].reverse()) {
        const more = point.score > 0;
        const link = draw("a", { href: "#word-" + point.number, tabindex: "-1" });
        link.append(draw("circle", {
          class: (more ? classA : classB) + (point.sure ? " more" : " less") + (needle ? (hit(point) ? " hit" : " miss") : ""),
          cx: x(point.there.rate), cy: y(point.here.rate), r: hit(point) ? 7 : 4.5,
        }), draw("title", {}, point.shown + ": " + told(point)));
        marks.push(link);
        const [left, top] = [x(point.there.rate), y(point.here.rate)];
        boxes.push([left - 3, top - 3, left + 3, top + 3]);
      }
      for (const point of [...ranked.filter(hit), ...ranked.filter((p) => !hit(p))].slice(0, 90)) {
        if (needle && !hit(point)) continue;
        const left = x(point.there.rate), top = y(point.here.rate), wide = 6.6 * point.shown.length + 8;
        const places = [[left + 8, "start", top + 4], [left - 8, "end", top + 4], [left, "middle", top - 9], [left, "middle", top + 17]];
        const place = places.find(([at, anchor, base]) => {
          const from = anchor === "start" ? at : anchor === "end" ? at - wide : at - wide / 2;
          const box = [from, base - 11, from + wide, base + 3];
          if (box[0] < edge.left - 4 || box[2] > width || box[1] < 0) return false;
          if (boxes.some((b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3])) return false;
          boxes.push(box);
          return true;
        });
        if (place) names.push(draw("text", { x: place[0], y: place[2], "text-anchor": place[1], "aria-hidden": "true" }, point.shown));
      }
      scatter.setAttribute("viewBox", "0 0 " + width + " " + height);
      scatter.replaceChildren(...parts, ...marks, ...names);
      const sure = all.some((point) => point.reach !== null);
      byId("scatter-note").textContent = needle
        ? all.filter(hit).length + " of " + all.length + " words hold \u201C" + find.value.trim() + "\u201D."
        : sure ? "In the lists: occurrences, ratio of rates, and its 95% interval by article."
          : "One of the two has a single article, so no interval can be given: every mark is hollow.";
      const hits = ranked.filter(hit).slice(0, 12);
      byId("scatter-lists").replaceChildren(...(needle
        ? [list("Found", hits)]
        : [list("More in " + name(first.value), ranked.filter((p) => p.score > 0 && common(p)).slice(0, 10)),
           list("More in " + name(second.value), ranked.filter((p) => p.score < 0 && common(p)).slice(0, 10))]));
    };
    let waiting = false;
    const later = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; render(); });
    };
    const wake = new IntersectionObserver((seen) => {
      if (!seen.some((entry) => entry.isIntersecting)) return;
      wake.disconnect();
      for (const control of [first, second, find]) control.addEventListener("input", later);
      render();
      new ResizeObserver(later).observe(scatter.parentElement);
    }, { rootMargin: "400px" });
    wake.observe(scatter.parentElement);
    addEventListener("beforeprint", render);
  }

  // Stories by title.
  const storyFind = byId("story-find");
  storyFind?.addEventListener("input", () => {
    const needle = storyFind.value.trim().toLowerCase();
    for (const row of byId("stories-table").tBodies[0].rows) {
      row.hidden = !row.cells[0].textContent.toLowerCase().includes(needle);
    }
  });
  addEventListener("beforeprint", () => document.querySelectorAll("main details").forEach((one) => { one.open = true; }));
})();
