import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { useMessages } from '../../hooks/useMessages';

/** Selection of the time range. */
export function ZoomButtons(props: {
  hours: number;
  choices: number[];
  onChange: (hours: number) => void;
}) {
  const { hours, choices, onChange } = props;
  const { t } = useMessages();
  return (
    <ToggleButtonGroup
      aria-label={t('history.zoom')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[String(hours)]}
      onSelectionChange={keys =>
        [...keys].forEach(key => onChange(Number(key)))
      }
    >
      {choices.map(choice => (
        <ToggleButton key={choice} id={String(choice)} size="small">
          {choice % 24 === 0 && choice > 24
            ? t('history.zoomDays', { days: String(choice / 24) })
            : t('history.zoomHours', { hours: String(choice) })}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
