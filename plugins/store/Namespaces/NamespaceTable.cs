using LocalAI.Plugins.Store.Durability;
using LocalAI.Plugins.Store.Postgres;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Store.Namespaces;

/// <summary>
/// The open namespaces. What a folder or a database keeps is closed with the last model that uses it; what only memory keeps stays
/// while it has keys, so that loading another model loses nothing.
/// </summary>
internal sealed class NamespaceTable(ILogger logger) : IAsyncDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Dictionary<string, Entry> _open = new(StringComparer.Ordinal);
    private bool _usesPostgres;

    /// <summary>Opens a namespace, or joins those who use it.</summary>
    public async Task<NamespaceLease> OpenAsync(StoreSettings settings, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var place = PlaceOf(settings);
            if (_open.TryGetValue(place, out var entry))
            {
                if (settings.Folder is { } folder && entry.Settings.Name != settings.Name)
                    throw FolderRefusal.AnotherNamespace(folder, entry.Settings.Name, settings.Name);
                entry.Namespace.Use(settings);
            }
            else
            {
                _open[place] = entry = new Entry(await CreateAsync(settings, cancellationToken), settings);
            }
            entry.Users++;
            return new NamespaceLease(entry.Namespace, () => ReleaseAsync(place, entry));
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var entry in _open.Values)
            await entry.Namespace.DisposeAsync();
        _open.Clear();
        if (_usesPostgres)
            NpgsqlMeter.End();
        _oneAtATime.Dispose();
    }

    private static string PlaceOf(StoreSettings settings) =>
        settings.Folder is { } folder ? $"folder {folder}"
        : settings.Postgres is { } connection ? $"postgres {connection} {settings.Name}"
        : $"memory {settings.Name}";

    private async Task<IVectorNamespace> CreateAsync(StoreSettings settings, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (settings.Postgres is not null)
        {
            _usesPostgres = true;
            return await PostgresNamespace.OpenAsync(settings, logger, cancellationToken);
        }
        return settings.Folder is null
            ? new MemoryNamespace(settings)
            : await MemoryNamespace.OpenAsync(settings, logger, FolderTraits.Default, cancellationToken);
    }

    private async ValueTask ReleaseAsync(string place, Entry entry)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            if (--entry.Users > 0 || (IsOnlyInMemory(entry.Settings) && entry.Namespace.State.Rows > 0))
                return;
            _open.Remove(place);
            await entry.Namespace.DisposeAsync();
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private static bool IsOnlyInMemory(StoreSettings settings) => settings is { Folder: null, Postgres: null };

    private sealed class Entry(IVectorNamespace @namespace, StoreSettings settings)
    {
        public IVectorNamespace Namespace => @namespace;

        public StoreSettings Settings => settings;

        public int Users { get; set; }
    }
}
