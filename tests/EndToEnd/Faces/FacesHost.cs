using LocalAI.Plugins.EndToEnd.Tests.Hosts;

namespace LocalAI.Plugins.EndToEnd.Tests.Faces;

/// <summary>A host of dist/ with the default pack of faces, shared by the tests of a class, and photos as LocalAI sends them.</summary>
public sealed class FacesHost : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private RunningHost? _host;

    internal async Task<RunningHost> StartedAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _host ??= await StartAsync("default");
            return _host;
        }
        finally
        {
            _starting.Release();
        }
    }

    internal static async Task<RunningHost> StartAsync(string model, params string[] options)
    {
        var host = await RunningHost.StartAsync(new HostSettings { Zoo = null });
        await host.LoadAsync(model, options);
        return host;
    }

    /// <summary>A photo of ../shared/data/faces in base64, or a skip with the reason.</summary>
    internal static string Photo(string name) => Convert.ToBase64String(File.ReadAllBytes(SharedFiles.Find($"data/faces/{name}.jpg")));

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _starting.Dispose();
    }
}
