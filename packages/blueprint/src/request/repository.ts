import { reservedNamespace } from '@nodeyard/ethereum';
import { z } from 'zod';
import { namespacePurpose } from '../messages/namespaces';
import { requestMessage } from '../messages/requestMessages';
import { key } from './metadata';
import { reason } from './reason';
import {
  boundedText,
  checkLength,
  patternSource,
  patternText,
  plainText,
  tooLongMessage,
} from './text';

const dnsLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Kubernetes adds the node's name and a hash to it and allows 63 characters in all. */
const MAX_NAME_LENGTH = 40;

export const name = key(
  boundedText
    .superRefine((value, ctx) => {
      checkLength(ctx, value, MAX_NAME_LENGTH);
      if (!dnsLabel.test(value)) {
        reason(
          ctx,
          requestMessage('not-a-dns-label', {}),
          requestMessage('write-dns-label', {}),
        );
      }
      const fault = reservedNamespace(value);
      if (fault !== undefined) {
        reason(
          ctx,
          requestMessage('reserved-namespace', {
            purpose: namespacePurpose(fault),
          }),
          requestMessage('name-after-purpose', {}),
        );
      }
    })
    // `make generate` adds the pattern, which excludes the reserved namespaces.
    .meta({
      maxLength: MAX_NAME_LENGTH,
      errorMessage: {
        maxLength: tooLongMessage(MAX_NAME_LENGTH),
        pattern:
          'is not a name for it. Use lower-case letters, digits and dashes; begin and end with a letter or a digit. Names of Kubernetes, of clouds and of platforms, such as default, kube-system or monitoring, are reserved.',
      },
    }),
  {
    about:
      'Names the repository, the namespace in the cluster and the system in the catalog. A DNS label of at most 40 characters, and no namespace of Kubernetes, of a cloud or of a platform.',
    example: 'payments-eth',
    question: {
      key: 'name',
      title: 'Name',
      description:
        'Names the repository, the namespace in the cluster and the system in the catalog',
      form: {
        'ui:placeholder': 'payments-eth',
        'ui:help':
          'Lower-case letters, digits and dashes; at most 40 characters',
      },
    },
  },
);

/** `kind:namespace/name` as the catalog writes it; the namespace may be left out. */
const ownerRef =
  /^(group|user):([a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?\/)?[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

export const owner = key(
  patternText(
    ownerRef,
    requestMessage('not-an-owner', {}),
    requestMessage('write-owner', {}),
  ),
  {
    about: 'Who runs the nodes: a group or user of the catalog.',
    example: 'group:default/payments',
    question: {
      key: 'owner',
      title: 'Owner',
      description:
        'The team that runs the node and is contacted about its problems',
      form: {
        'ui:field': 'OwnerPicker',
        'ui:autofocus': true,
        'ui:options': { catalogFilter: { kind: ['Group', 'User'] } },
      },
    },
  },
);

/** Every user who may read the catalog sees it. */
export const description = key(
  plainText(500).superRefine((value, ctx) => {
    if (/:\/\/[^/@\s]*:[^@\s]+@/.test(value)) {
      reason(
        ctx,
        requestMessage('url-with-password', {}),
        requestMessage('remove-password', {}),
      );
    }
  }),
  {
    about: 'What the nodes are for, in a sentence for people.',
    example: 'Sepolia RPC for the payments team',
    question: {
      key: 'description',
      title: 'What is it for?',
      form: { 'ui:placeholder': 'Sepolia RPC for the payments team' },
    },
  },
);

/** Host, owner and name: hosts have 253 characters at most, GitHub's names 100, and GitLab nests groups. */
const MAX_REPOSITORY_LENGTH = 500;

const repositoryPath =
  /^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(\/[A-Za-z0-9_][A-Za-z0-9_.-]*){2,}$/;

/** The form has a picker for each Git host in its place: see `form/choices.ts`. */
export const repository = key(
  boundedText
    .superRefine((value, ctx) => {
      if (value.length > MAX_REPOSITORY_LENGTH) {
        checkLength(ctx, value, MAX_REPOSITORY_LENGTH);
      } else if (!repositoryPath.test(value) || value.includes('..')) {
        reason(
          ctx,
          requestMessage('not-a-repository', {}),
          requestMessage('write-repository', {}),
        );
      }
    })
    .meta({
      maxLength: MAX_REPOSITORY_LENGTH,
      pattern: patternSource(repositoryPath),
    })
    .optional(),
  {
    about:
      'Where the repository will live, as host, owner and name. With it, CODEOWNERS names the owning group of that host.',
    example: 'github.com/acme/payments-eth',
  },
);

/** Formats of workflows, and `none`. */
export const ci = key(
  z.enum(['github', 'gitlab', 'gitea', 'none']).optional(),
  {
    about:
      'The format of the CI/CD workflows: github, gitlab, gitea, or none. By default that of the host of repository; github if its name does not show which host it is.',
    example: 'gitlab',
  },
);
