using System.Globalization;
using Google.Protobuf;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Bench.Stores;

/// <summary>A namespace of the store plugin in this process, with vectors whose values are their row numbers.</summary>
internal sealed class FilledStore : IAsyncDisposable
{
    /// <summary>Rows of a StoresSet.</summary>
    public const int RowsPerCall = 1000;

    private readonly StoreEngine _engine = new();

    private FilledStore()
    {
    }

    /// <summary>The namespace.</summary>
    public IVectorStore Store { get; private set; } = null!;

    /// <summary>What Status shows of it.</summary>
    public IModel Model => (IModel)Store;

    /// <summary>Opens one and fills it.</summary>
    /// <param name="data">The vectors; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="options">The options of its LoadModel.</param>
    public static async Task<FilledStore> OpenAsync(VectorData? data, CancellationToken cancellationToken, params string[] options)
    {
        var filled = new FilledStore();
        var request = new ModelOptions { Model = "store://bench", Options = { options } };
        filled.Store = (IVectorStore)await filled._engine.LoadAsync(request, new EngineContext
        {
            Logger = NullLogger.Instance,
            Device = Device.Cpu,
            PluginFolder = AppContext.BaseDirectory,
            Progress = new Progress<float>(),
            Capabilities = null!,
        }, cancellationToken);
        for (var row = 0; row < data?.Rows; row += RowsPerCall)
            await filled.Store.StoresSetAsync(Rows(data, row, Math.Min(RowsPerCall, data.Rows - row)), cancellationToken);
        return filled;
    }

    /// <summary>The request that stores some rows.</summary>
    public static StoresSetOptions Rows(VectorData data, int first, int count)
    {
        var request = new StoresSetOptions();
        for (var row = first; row < first + count; row++)
        {
            var key = new StoresKey();
            key.Floats.AddRange(data.Row(row));
            request.Keys.Add(key);
            request.Values.Add(new StoresValue { Bytes = ByteString.CopyFromUtf8(row.ToString(CultureInfo.InvariantCulture)) });
        }
        return request;
    }

    /// <summary>The request that asks for the ten nearest.</summary>
    public static StoresFindOptions Find(VectorData data, int query, int topK = 10)
    {
        var request = new StoresFindOptions { Key = new StoresKey(), TopK = topK };
        request.Key.Floats.AddRange(data.Query(query));
        return request;
    }

    /// <summary>The row numbers in an answer.</summary>
    public static int[] Ids(StoresFindResult result) =>
        [.. result.Values.Select(value => int.Parse(value.Bytes.Span, CultureInfo.InvariantCulture))];

    public async ValueTask DisposeAsync()
    {
        await Model.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
