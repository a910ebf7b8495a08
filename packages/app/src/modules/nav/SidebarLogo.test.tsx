import { SidebarOpenStateProvider } from '@backstage/core-components';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { SidebarLogo } from './SidebarLogo';

describe('SidebarLogo', () => {
  it.each([
    [true, 'Nodeyard'],
    [false, ''],
  ])(
    'links to the home page, with the name while the sidebar is open: %s',
    async (isOpen, text) => {
      renderInTestApp(
        <SidebarOpenStateProvider value={{ isOpen, setOpen: () => {} }}>
          <SidebarLogo />
        </SidebarOpenStateProvider>,
      );
      const logo = await screen.findByRole('link', { name: 'Nodeyard, home' });
      expect(logo).toHaveAttribute('href', '/');
      expect(logo).toHaveTextContent(new RegExp(`^${text}$`));
    },
  );
});
