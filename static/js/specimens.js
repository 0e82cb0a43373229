// A frame is as high as what it shows.
"use strict";

for (const frame of document.querySelectorAll(".specimens__frame")) {
  const fit = () => {
    const page = frame.contentDocument?.documentElement;
    if (page) frame.style.blockSize = `${Math.min(Math.max(page.scrollHeight, 48), 900)}px`;
  };
  frame.addEventListener("load", fit);
  if (frame.contentDocument?.readyState === "complete") fit();
}
