// Runs before the page is drawn, so that the other theme does not flash up.
"use strict";
{
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  try {
    chosen = localStorage.getItem("theme");
  } catch {
    // Storage may be forbidden; then the system's theme is used.
  }
  const current = () => (chosen === "dark" || chosen === "light" ? chosen : dark.matches ? "dark" : "light");
  const apply = () => {
    root.dataset.theme = current();
    const button = document.getElementById("theme");
    if (button) {
      button.textContent = current() === "dark" ? "Light" : "Dark";
      button.setAttribute("aria-label", `Use the ${current() === "dark" ? "light" : "dark"} theme`);
    }
  };
  const toggle = () => {
    chosen = current() === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", chosen);
    } catch {
      // It is valid until the page is closed.
    }
    apply();
  };
  apply();
  dark.addEventListener("change", apply);
  document.addEventListener("DOMContentLoaded", () => {
    apply();
    document.getElementById("theme").addEventListener("click", toggle);
  });
}
