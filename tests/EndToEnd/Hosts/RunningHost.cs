using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>A host that answers Health, and a client for it. The test fails if the host logged an unexpected error.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly HostSettings _settings;

    private RunningHost(HostProcess process, HostSettings settings, string address)
    {
        Process = process;
        Address = address;
        _settings = settings;
        Channel = ConnectTo(address);
        Invoker = settings.Token is null ? Channel.CreateCallInvoker() : Channel.Intercept(metadata =>
        {
            metadata.Add("authorization", $"Bearer {settings.Token}");
            return metadata;
        });
        Client = new Backend.BackendClient(Invoker);
    }

    public HostProcess Process { get; }

    public string Address { get; }

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

    public static async Task<RunningHost> StartAsync(HostSettings settings)
    {
        var process = HostProcess.Start(settings);
        try
        {
            var address = await process.AddressAsync(TestContext.Current.CancellationToken);
            var host = new RunningHost(process, settings, address);
            Assert.Equal("OK", (await host.Client.HealthAsync(new HealthMessage(), Soon())).Message.ToStringUtf8());
            return host;
        }
        catch (Exception e)
        {
            await process.DisposeAsync();
            throw new InvalidOperationException($"The host did not become ready:\n{process.Errors.Tail}", e);
        }
    }

    public static GrpcChannel ConnectTo(string address) => GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
    {
        // The limits under test are the server's.
        MaxReceiveMessageSize = null,
    });

    /// <summary>Options of a call that has to end; only a broken host lets its deadline pass.</summary>
    public static CallOptions Soon() => Within(OutputLines.Patience);

    /// <summary>Options of a call with a deadline.</summary>
    public static CallOptions Within(TimeSpan limit) =>
        new(deadline: DateTime.UtcNow + limit, cancellationToken: TestContext.Current.CancellationToken);

    public async Task<Result> TryLoadAsync(ModelOptions options) => await Client.LoadModelAsync(options, Soon());

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

    /// <summary>Waits until a call or a load is at work.</summary>
    public async Task BusyAsync()
    {
        while ((await Client.StatusAsync(new HealthMessage(), Soon())).State != StatusResponse.Types.State.Busy)
            await Task.Yield();
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
