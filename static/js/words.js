// Whoever marks words in the text and then reports a problem need not copy them.
"use strict";

let marked = "";

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const place = selection.anchorNode?.parentElement;
  if (!selection.isCollapsed && place?.closest("main")) {
    marked = String(selection).replace(/\s+/g, " ").trim().slice(0, 300);
  }
});

for (const link of document.querySelectorAll("[data-takes-words]")) {
  link.addEventListener("click", () => {
    const address = new URL(link.href);
    if (marked) {
      address.searchParams.set("words", marked);
    }
    link.href = address.href;
  });
}
