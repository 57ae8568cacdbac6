// axe.mjs MODULES FILE...: what axe-core, and a look at the layout, find wrong with pages in headless
// Chromium - light, dark, as narrow as a phone, and as they are printed. Exit 1 if anything.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(resolve(modules) + "/");
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const views = [
    { name: "light", colorScheme: "light", width: 1280 },
    { name: "dark", colorScheme: "dark", width: 1280 },
    { name: "phone", colorScheme: "light", width: 360 },
    // A4 less the margins that the style sheet sets: 182 mm, of 96 pixels an inch
    { name: "print", colorScheme: "light", width: 688, media: "print" },
];

let found = 0;
function say(where, what) {
    console.log(`${where}: ${what}`);
    found++;
}

// What axe-core has against the page.
async function check(page, where) {
    await page.evaluate(axe);
    const result = await page.evaluate((values) => {
        return globalThis.axe.run(document, {
            runOnly: { type: "tag", values },
            resultTypes: ["violations"],
        });
    }, tags);
    for (const v of result.violations)
        for (const n of v.nodes) say(where, `${v.id} (${v.impact}): ${v.help}: ${n.target.join(" ")}`);
    console.log(`${where}: ${result.passes.length} rules pass, ${result.violations.length} do not`);
}

// What is wider than the page, but for what scrolls by itself.
async function measure(page, where) {
    const wide = await page.evaluate(() => {
        const page = document.documentElement;
        if (page.scrollWidth <= page.clientWidth) return [];
        return [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1)
            .filter((e) => !e.closest(".scroll") || matchMedia("print").matches)
            .slice(0, 5)
            .map((e) => `${e.tagName} ${e.id} ${e.textContent.replace(/\s+/g, " ").slice(0, 40)}`);
    });
    for (const w of wide) say(where, `wider than the page: ${w}`);
}

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
});
for (const file of files)
    for (const view of views) {
        const { colorScheme, width } = view;
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
        const page = await context.newPage();
        const where = `${file} (${view.name})`;
        page.on("request", (r) => r.url().startsWith("file:") || say(where, `asks for ${r.url()}`));
        page.on("console", (m) => say(where, `console: ${m.text()}`));
        await page.goto(pathToFileURL(resolve(file)).href);
        if (view.media) await page.emulateMedia({ media: view.media, colorScheme });
        await measure(page, where);
        if (!view.media) await check(page, where);
        await context.close();
    }
await browser.close();
console.log(found ? `${found} found` : "nothing found");
process.exit(found ? 1 : 0);
