using Grpc.Core;
using LocalAI.CommandLine.Clients;
using LocalAI.Plugins.Protocol;

namespace LocalAI.CommandLine.Stores;

/// <summary>The RPCs of one namespace.</summary>
internal sealed class StoreClient
{
    // The host's name for it.
    private const string ModelHeader = "localai-model";

    private readonly Backend.BackendClient _client;
    private readonly string _model;
    private readonly Metadata _headers;

    private StoreClient(Backend.BackendClient client, string model)
    {
        _client = client;
        _model = model;
        _headers = new Metadata { { ModelHeader, model } };
    }

    /// <summary>Opens a namespace.</summary>
    /// <exception cref="UserError">The host could not.</exception>
    public static async Task<StoreClient> OpenAsync(BackendSession session, StoreNamespace place, CancellationToken cancellationToken)
    {
        var store = new StoreClient(session.Client, place.Model);
        // What a host has loaded may be in a folder: to load it again without one would hide that behind an empty one.
        if (place.HasOptions || !(await store.ReadStatsAsync(cancellationToken)).IsLoaded)
            await session.LoadAsync(place.Load(), cancellationToken);
        return store;
    }

    /// <summary>What Status says of it.</summary>
    public async Task<StoreStats> ReadStatsAsync(CancellationToken cancellationToken) =>
        StoreStats.Of(_model, await _client.StatusAsync(new HealthMessage(), cancellationToken: cancellationToken));

    /// <summary>Stores rows.</summary>
    public Task<Result> SetAsync(StoresSetOptions rows, CancellationToken cancellationToken) =>
        _client.StoresSetAsync(rows, _headers, cancellationToken: cancellationToken).ResponseAsync;

    /// <summary>Finds the nearest.</summary>
    public Task<StoresFindResult> FindAsync(IEnumerable<float> key, int most, CancellationToken cancellationToken) =>
        _client.StoresFindAsync(
            new StoresFindOptions { Key = new StoresKey { Floats = { key } }, TopK = most }, _headers, cancellationToken: cancellationToken)
            .ResponseAsync;
}
