import {
  useEntityPresentation,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** The team of a node, by its title. */
export function OwnerLink(props: { ownerRef: string }) {
  const { ownerRef } = props;
  const { primaryTitle } = useEntityPresentation(ownerRef, {
    defaultKind: 'group',
  });
  const entityLink = useEntityRefLink();
  return <Link href={entityLink(ownerRef)}>{primaryTitle}</Link>;
}
