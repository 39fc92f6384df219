namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>One host for all tests of a class, where none of them changes what the others see.</summary>
public abstract class SharedHost : IAsyncLifetime
{
    internal RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    internal abstract Task<RunningHost> StartAsync();
}
