// Buttons that only a script can make work stay hidden without it: copying a text, copying the address, printing.
"use strict";

const copied = async (button, text) => {
  await navigator.clipboard.writeText(text);
  const words = button.querySelector("span") ?? button;
  const before = words.textContent;
  words.textContent = button.dataset.done;
  setTimeout(() => { words.textContent = before; }, 3000);
};

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const source = document.getElementById(button.dataset.copies);
    const asIs = source.tagName === "PRE";
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => {
      copied(button, asIs ? source.textContent : source.textContent.trim().replace(/\s+/g, " "));
    });
  }
  for (const button of document.querySelectorAll("[data-copies-address]")) {
    button.closest("li").hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => copied(button, button.dataset.copiesAddress));
  }
  // What a person would send on: the title, the text and where it stands.
  for (const button of document.querySelectorAll("[data-copies-text]")) {
    const texts = document.querySelectorAll("main h1, main .standfirst, main [data-reads]");
    button.closest("li").hidden = texts.length < 2;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", () => {
      copied(button, [...[...texts].map((text) => text.innerText.trim()), button.dataset.copiesText].join("\n\n"));
    });
  }
}

for (const button of document.querySelectorAll("[data-prints]")) {
  button.closest("li").hidden = false;
  button.addEventListener("click", () => window.print());
}
