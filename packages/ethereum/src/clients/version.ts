/** A release as its image tag names it: three numbers, and whether it is one from before the release (`-rc.1`). */
interface Version {
  numbers: readonly [number, number, number];
  isPrerelease: boolean;
}

/** `v1.17.10`, `26.11.0`, `multiarch-v26.10.2`, `3.0.0-rc.1`, `v3.8.1-amd64`; nothing else of a tag names a release. */
const tagPattern =
  /^(?:[a-z][a-z0-9]*-)?v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})(-(?:rc|alpha|beta)[.\d-]*)?(?:-[a-z0-9.-]+)?$/;

function versionOf(tag: string): Version | undefined {
  const [, major, minor, patch, prerelease] = tagPattern.exec(tag) ?? [];
  return patch === undefined
    ? undefined
    : {
        numbers: [Number(major), Number(minor), Number(patch)],
        isPrerelease: prerelease !== undefined,
      };
}

/**
 * Orders two image tags of one client by the releases that they name.
 *
 * A release candidate comes before its release; two candidates of one release count as the same.
 *
 * @returns negative, 0 or positive as for `Array.prototype.sort`; undefined where a tag names no release (`latest`, a build
 * of one's own)
 * @public
 */
export function compareTags(a: string, b: string): number | undefined {
  const left = versionOf(a);
  const right = versionOf(b);
  if (left === undefined || right === undefined) {
    return undefined;
  }
  const differences = left.numbers.map(
    (number, place) => number - (right.numbers[place] ?? 0),
  );
  return (
    differences.find(difference => difference !== 0) ??
    Number(right.isPrerelease) - Number(left.isPrerelease)
  );
}
