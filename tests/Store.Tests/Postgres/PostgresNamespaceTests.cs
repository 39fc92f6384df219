using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Store.Tests.Postgres;

public class PostgresNamespaceTests(PostgresServer server) : StoreContract
{
    private NamespaceTable? _table;

    private protected override async Task<IVectorStore> OpenAsync()
    {
        var settings = new StoreSettings { Name = $"contract {Guid.NewGuid():N}", Postgres = await server.ConnectionAsync() };
        _table = new NamespaceTable(NullLogger.Instance);
        return new StoreModel(settings, await _table.OpenAsync(settings, TestContext.Current.CancellationToken), new StoreMeters());
    }

    private protected override async Task CloseAsync()
    {
        if (_table is not null)
            await _table.DisposeAsync();
    }
}
