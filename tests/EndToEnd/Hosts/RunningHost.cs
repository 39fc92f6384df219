using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>A host that answers Health, and a client for it. Ends with the test, which fails if the host logged an error.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly HostSettings _settings;

    private RunningHost(HostProcess process, HostSettings settings)
    {
        Process = process;
        _settings = settings;
        Channel = ConnectTo(process.Address);
        Invoker = settings.Token is null ? Channel.CreateCallInvoker() : Channel.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {settings.Token}");
            return metadata;
        });
        Client = new Backend.BackendClient(Invoker);
    }

    public HostProcess Process { get; }

    public GrpcChannel Channel { get; }

    public CallInvoker Invoker { get; }

    public Backend.BackendClient Client { get; }

    public static Task<RunningHost> WithZooAsync(params string[] zoo) => StartAsync(new HostSettings { Zoo = zoo });

    /// <summary>Starts a host with the mirror loaded, whose answers show what it was asked.</summary>
    public static async Task<RunningHost> WithMirrorAsync(HostSettings? settings = null)
    {
        var host = await StartAsync((settings ?? new HostSettings()) with { Zoo = ["Mirror"] });
        await host.LoadAsync("mirror");
        return host;
    }

    public static Task<RunningHost> StartAsync(HostSettings settings) => AttachAsync(HostProcess.Start(settings), settings);

    /// <summary>Waits for Health of a process that was started otherwise.</summary>
    public static async Task<RunningHost> AttachAsync(HostProcess process, HostSettings settings)
    {
        var host = new RunningHost(process, settings);
        var health = host.Client.HealthAsync(new HealthMessage(), Soon(StartLimit).WithWaitForReady()).ResponseAsync;
        var ended = process.Errors.EndAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(health, ended) == health && health.IsCompletedSuccessfully)
        {
            Assert.Equal("OK", health.Result.Message.ToStringUtf8());
            return host;
        }
        var tail = process.Errors.Tail;
        await process.DisposeAsync();
        throw new InvalidOperationException($"The host did not become ready:\n{tail}");
    }

    public static GrpcChannel ConnectTo(string address) => GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
    {
        // The limits under test are the server's.
        MaxReceiveMessageSize = null,
        InitialReconnectBackoff = TimeSpan.FromMilliseconds(20),
        MaxReconnectBackoff = TimeSpan.FromMilliseconds(100),
    });

    /// <summary>Options of a call that has to end within <paramref name="limit"/> (20 s).</summary>
    public static CallOptions Soon(TimeSpan? limit = null) => new(
        deadline: DateTime.UtcNow + (limit ?? TimeSpan.FromSeconds(20)), cancellationToken: TestContext.Current.CancellationToken);

    public async Task<Result> TryLoadAsync(ModelOptions options) => await Client.LoadModelAsync(options, Soon(StartLimit));

    public async Task LoadAsync(string model, params string[] options)
    {
        var result = await TryLoadAsync(new ModelOptions { Model = model, Options = { options } });
        Assert.True(result.Success, result.Message);
    }

    /// <summary>Which model answers, by ModelMetadata of the miniature plugins.</summary>
    public async Task<string> AskWhoAnswersAsync(string? model = null)
    {
        var headers = model is null ? null : new Metadata { { "localai-model", model } };
        var answer = await Client.ModelMetadataAsync(new ModelOptions(), Soon().WithHeaders(headers ?? []));
        return answer.RenderedTemplate;
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Process.DisposeAsync();
        await Process.Errors.EndAsync(CancellationToken.None);

        TestContext.Current.TestOutputHelper?.WriteLine(Process.Errors.Tail);
        var unexpected = Process.Errors.AtErrorLevel.Where(
            line => !_settings.ExpectedErrors.Any(part => line.Contains(part, StringComparison.Ordinal)));
        Assert.True(!unexpected.Any(), $"The host logged errors that nobody expected:\n{string.Join('\n', unexpected)}");
    }
}
