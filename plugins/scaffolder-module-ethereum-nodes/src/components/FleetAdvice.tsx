import { Text } from '@backstage/ui';
import type { Choice } from '../choices';
import type { FleetShares } from '../hooks/useFleetShares';
import { useFormLanguage } from '../useFormLanguage';

/** Of fewer nodes a share says nothing. */
const FEWEST_NODES = 3;
/** As on the fleet page: beyond these shares a fault in the client is one of the fleet, and of its finality. */
const LARGE_SHARES = { twoThirds: 2 / 3, third: 1 / 3 } as const;

/** A line on the diversity of the fleet. What is chosen stays chosen. */
export function FleetAdvice(props: {
  shares: FleetShares;
  chosen: Choice | undefined;
  choices: readonly Choice[];
  percent: Intl.NumberFormat;
}) {
  const sentence = useAdvice(props);
  return (
    <div role="status">
      {sentence && (
        <Text as="p" variant="body-small">
          {sentence}
        </Text>
      )}
    </div>
  );
}

function useAdvice({
  shares,
  chosen,
  choices,
  percent,
}: Parameters<typeof FleetAdvice>[0]): string | undefined {
  const { t } = useFormLanguage();
  if (shares.status === 'loading' || shares.status === 'absent') {
    return undefined;
  }
  if (shares.status !== 'known') return t(`fleet.${shares.status}`);
  const { total, of } = shares;
  if (total === 0) return t('fleet.none');
  if (!chosen || total < FEWEST_NODES) return undefined;
  const share = of(chosen.name);
  const risk = (['twoThirds', 'third'] as const).find(
    name => share > LARGE_SHARES[name],
  );
  if (!risk) return undefined;
  const [other] = choices
    .filter(({ name }) => name !== chosen.name)
    .sort((a, b) => of(a.name) - of(b.name));
  return [
    t(`fleet.${risk}`, {
      client: chosen.title,
      share: percent.format(share),
      total: String(total),
    }),
    other &&
      t('fleet.alternative', {
        client: other.title,
        share: percent.format(of(other.name)),
      }),
  ]
    .filter(Boolean)
    .join(' ');
}
