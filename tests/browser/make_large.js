// Writes invented coverage as JSON Lines: so many articles of ten outlets on one story, or of as many on as many as asked for.
// Usage: node make_large.js N [OUTLETS] [STORIES]
//
// The words are drawn from lists by a fixed rule, so that every run writes the same.

const OUTLETS = ["Harbour Post", "Valley Times", "Coast Herald", "Inland Star", "The Ferryman",
  "Port Gazette", "Lake Courier", "Hill Tribune", "Bay Mirror", "Island Echo"];
const WHO = ["The minister", "The harbour master", "A union leader", "The insurer", "A survivor", "The inquiry", "A diver"];
const DID = ["said", "denied", "warned", "told reporters", "confirmed", "doubted", "repeated"];
const WHAT = ["the ferry had left with an open door", "the crew had asked for repairs", "the port would stay closed",
  "the rescue began within minutes", "the owner had ignored two inspections", "families waited for names",
  "the storm came earlier than forecast", "the lifeboats were in order", "the hearing would be public"];
const SLANT = ["the cost to insurers and shippers", "the grief of the families", "the duty of the ministry",
  "the law on inspections", "the skill of the crew", "the price of freight", "the rescue by fishermen",
  "the warnings of engineers", "the promise of the minister", "the only link of the island"];

const [n_articles, n_outlets, n_stories] = [2, 3, 4].map((at) => Number(process.argv[at] ?? (at === 3 ? OUTLETS.length : 1)));
const name = (outlet) => OUTLETS[outlet % OUTLETS.length] + (outlet < OUTLETS.length ? "" : ` ${1 + Math.floor(outlet / OUTLETS.length)}`);

function draw(items, ...numbers) {
  let seed = 7n;
  for (const number of numbers) seed = (seed * 1103515245n + BigInt(number) * 12345n + 1013n) % 2147483648n;
  return items[Number(seed >> 8n) % items.length];
}

for (let number = 0; number < n_articles; number += 1) {
  const outlet = number % n_outlets;
  const lines = [];
  for (let line = 0; line < 28; line += 1) {
    const slant = draw([false, false, true], number, line, 9) ? `, and spoke of ${SLANT[outlet % SLANT.length]}` : "";
    lines.push(`${draw(WHO, number, line)} ${draw(DID, line, number, 3)} that ${draw(WHAT, number, line, 5)}${slant}.`);
  }
  const paragraphs = [];
  while (lines.length) paragraphs.push(lines.splice(0, 4).join(" "));
  console.log(JSON.stringify({
    outlet: name(outlet),
    headline: `${draw(WHO, number)} ${draw(DID, number, 2)} that ${draw(WHAT, number, 4)}`,
    body: paragraphs.join("\n\n"),
    published: `2025-03-${String(1 + (number % 9)).padStart(2, "0")}T${String(number % 24).padStart(2, "0")}:00:00Z`,
    story: ["The ferry off the cape", "The harbour closed", "The inquiry"][Math.floor(number / n_outlets) % n_stories],
  }));
}
