import { Page } from 'playwright-core';

/**
 * What a person who can't see or can't use a mouse would stumble over, and text that was meant for machines.
 *
 * @remarks Controls need a name, ids are unique, visible text has no ISO instants, and the page is no wider than the window.
 */
export async function inspect(page: Page): Promise<string[]> {
  // The compiler marks functions with a helper of this name, which a page does not have.
  await page.evaluate('globalThis.__name = value => value');
  return page.evaluate(() => {
    const problems: string[] = [];
    const seen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && height > 0;
    };
    const nameOf = (element: Element) =>
      [
        element.getAttribute('aria-label'),
        ...(element.getAttribute('aria-labelledby') ?? '')
          .split(' ')
          .map(id => document.getElementById(id)?.textContent),
        ...Array.from(
          (element as HTMLInputElement).labels ?? [],
          label => label.textContent,
        ),
        element.textContent,
        element.getAttribute('title'),
      ].find(text => text?.trim());

    const controls =
      'button, a[href], input, select, textarea, summary, [role=button]';
    for (const element of document.querySelectorAll(controls)) {
      const hidden = element.closest('[aria-hidden=true]');
      if (!hidden && seen(element) && !nameOf(element)) {
        problems.push(`no name: ${element.outerHTML.slice(0, 120)}`);
      }
    }
    const ids = Array.from(document.querySelectorAll('[id]'), ({ id }) => id);
    for (const id of new Set(ids.filter((one, at) => ids.indexOf(one) < at))) {
      problems.push(`id ${id} is there more than once`);
    }
    const texts = document.createTreeWalker(
      document.body,
      NodeFilter.SHOW_TEXT,
    );
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const [raw] =
        /\d{4}-\d\d-\d\dT\d\d:\d\d/.exec(node.nodeValue ?? '') ?? [];
      const parent = node.parentElement;
      if (raw && parent && seen(parent) && !parent.closest('pre, script')) {
        problems.push(`for machines: ${node.nodeValue?.slice(0, 120)}`);
      }
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) {
      problems.push(`${scrollWidth} px wide in a window of ${clientWidth}`);
    }
    return problems;
  });
}
