import { render, screen } from '@testing-library/react';
import { app } from './App';

describe('the app', () => {
  const environment = process.env;
  afterEach(() => {
    process.env = environment;
  });

  it('shows the sign-in page', async () => {
    const data = {
      app: { title: 'Nodeyard' },
      backend: { baseUrl: 'http://localhost:7007' },
    };
    // The bundler defines an array here, which the type of environment variables excludes.
    process.env = {
      ...environment,
      APP_CONFIG: [{ data, context: 'test' }] as never,
    };
    render(app.createRoot());
    expect(
      await screen.findByRole('button', { name: 'Enter' }),
    ).toBeInTheDocument();
  });
});
