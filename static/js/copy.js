// Buttons that only a script can make work: copying a text, copying the address, printing. Where a browser runs scripts
// the style sheet shows them from the start, so that nothing moves; one that cannot work here goes again.
"use strict";

const offered = (button, works, press) => {
  const place = button.closest("li.scripted") ?? button;
  place.classList.remove("scripted");
  place.hidden = !works;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", press);
};

const copied = async (button, text) => {
  await navigator.clipboard.writeText(text);
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  words.textContent = button.dataset.done;
  setTimeout(() => { words.textContent = before; }, 3000);
};

const copies = Boolean(navigator.clipboard);

for (const button of document.querySelectorAll("[data-copies]")) {
  const source = document.getElementById(button.dataset.copies);
  const asIs = source.tagName === "PRE";
  offered(button, copies, () => {
    copied(button, asIs ? source.textContent : source.textContent.trim().replace(/\s+/g, " "));
  });
}
for (const button of document.querySelectorAll("[data-copies-address]")) {
  offered(button, copies, () => copied(button, button.dataset.copiesAddress));
}
// What a person would send on: the title, the text and where it stands.
for (const button of document.querySelectorAll("[data-copies-text]")) {
  const texts = document.querySelectorAll("main h1, main .standfirst, main [data-reads]");
  offered(button, copies && texts.length > 1, () => {
    copied(button, [...[...texts].map((text) => text.innerText.trim()), button.dataset.copiesText].join("\n\n"));
  });
}
for (const button of document.querySelectorAll("[data-prints]")) offered(button, true, () => window.print());
