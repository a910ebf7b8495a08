import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Where the project's files are read on its public host. */
export const HOST = 'https://github.com/nodeyard/nodeyard';

const hostLink = new RegExp(`^${HOST}/(?:blob|tree)/main/(.*)$`);

/** The anchor of each heading of a page, as Git hosts and `mkdocs.yml` derive it. */
export function anchorsOf(markdown: string): Set<string> {
  const headings = withoutCode(markdown).matchAll(/^#+ (.*)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-'),
    ),
  );
}

const withoutCode = (markdown: string) =>
  markdown.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, code =>
    // A code span keeps its text, for headings that have one.
    code.slice(1, -1).replace(/[[\]()]/g, ''),
  );

/** The targets of the links and pictures of a page. */
export function linksOf(markdown: string): string[] {
  return [
    ...withoutCode(markdown).matchAll(
      /\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g,
    ),
  ].map(([, link, picture]) => link ?? picture ?? '');
}

/**
 * Links of a page that lead to no file or heading of the repository. Links to other hosts are not followed.
 *
 * @param page - path from `root`
 */
export function brokenLinks(
  root: string,
  page: string,
  markdown = readFileSync(join(root, page), 'utf8'),
): string[] {
  return linksOf(markdown).filter(link => {
    const onHost = hostLink.exec(link)?.[1];
    if (onHost === undefined && /^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = (onHost ?? link).split('#');
    if (onHost === undefined && path === '') {
      return anchor !== undefined && !anchorsOf(markdown).has(anchor);
    }
    const target = onHost === undefined ? join(dirname(page), path) : path;
    if (!existsSync(join(root, target))) return true;
    if (anchor === undefined) return false;
    const file = statSync(join(root, target)).isDirectory()
      ? join(target, 'README.md')
      : target;
    return !anchorsOf(readFileSync(join(root, file), 'utf8')).has(anchor);
  });
}

/**
 * A page of `docs/` whose links to files outside of it name the public host: TechDocs publishes `docs/` alone.
 *
 * @param page - path from `root`
 */
export function withHostLinks(
  root: string,
  page: string,
  markdown: string,
): string {
  return markdown.replace(
    /\]\((\.\.\/[^)\s#]+)(#[^)\s]*)?\)/g,
    (link, to, anchor = '') => {
      const target = relative(root, join(root, dirname(page), to));
      if (target.startsWith('docs/') || !existsSync(join(root, target))) {
        return link;
      }
      const kind = statSync(join(root, target)).isDirectory() ? 'tree' : 'blob';
      return `](${HOST}/${kind}/main/${target}${anchor})`;
    },
  );
}
