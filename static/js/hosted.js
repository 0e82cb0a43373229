// A video on another site plays here, but only once somebody presses: nothing is asked of that site before.
"use strict";

const play = (link) => {
  const frame = document.createElement("iframe");
  frame.src = link.dataset.plays;
  frame.title = link.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.className = "hosted__player";
  link.replaceWith(frame);
  frame.focus();
};

for (const link of document.querySelectorAll("[data-plays]")) {
  const [elsewhere, here] = link.querySelectorAll(".hosted__words > span");
  elsewhere.hidden = true;
  here.hidden = false;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    play(link);
  });
}
