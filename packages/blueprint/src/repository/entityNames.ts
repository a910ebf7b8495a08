/** Name of the API that the nodes of a repository serve. */
export function apiName(name: string): string {
  return `${name}-json-rpc`;
}

/** Name of the Resource that stands for the namespace of a repository. */
export function namespaceName(name: string): string {
  return `${name}-namespace`;
}

/** References of the entities that a repository has for its name alone, whichever nodes it has. @public */
export function entityRefsOf(name: string): string[] {
  return [
    `system:default/${name}`,
    `api:default/${apiName(name)}`,
    `resource:default/${namespaceName(name)}`,
  ];
}
