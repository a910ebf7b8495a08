import { Flex, ToggleButton } from '@backstage/ui';
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
    <Flex role="group" aria-label={t('history.zoom')} gap="1">
      {choices.map(choice => (
        <ToggleButton
          key={choice}
          size="small"
          isSelected={choice === hours}
          onChange={() => onChange(choice)}
        >
          {choice % 24 === 0 && choice > 24
            ? t('history.zoomDays', { days: String(choice / 24) })
            : t('history.zoomHours', { hours: String(choice) })}
        </ToggleButton>
      ))}
    </Flex>
  );
}
