import { render, screen } from '@testing-library/react';
import { app } from './App';

describe('the app', () => {
  const environment = process.env;
  afterEach(() => {
    process.env = environment;
  });

  it('asks who is there', async () => {
    const data = {
      app: { title: 'Nodeyard' },
      backend: { baseUrl: 'http://localhost:7007' },
    };
    // The bundler puts an array here, which the type of environment variables does not know.
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
