// Marks in the contents of a long text which part is being read. Without it they are contents all the same.
"use strict";

// A part is being read once its heading has passed this share of the window; however far up it is, it stays passed.
const ZONE = "1000000px 0px -66% 0px";

for (const contents of document.querySelectorAll(".toc")) {
  const links = [...contents.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(link.hash.slice(1)));
  const passed = new Set();

  const mark = () => {
    const current = links[headings.findLastIndex((heading) => passed.has(heading))];
    for (const link of links) {
      if (link === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    // Contents that are longer than the window follow too.
    if (current) contents.scrollTop = current.offsetTop - contents.clientHeight / 2;
  };

  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) passed.add(entry.target);
      else passed.delete(entry.target);
    }
    mark();
  }, { rootMargin: ZONE });
  headings.filter(Boolean).forEach((heading) => observer.observe(heading));

  // Beside the text they stand open, also in a browser whose style sheets cannot do that.
  if (getComputedStyle(contents).position === "sticky") contents.querySelector("details").open = true;
}
