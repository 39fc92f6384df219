using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;

namespace LocalAI.Plugins.Store.Tests.Index;

public class IndexedNamespaceTests : StoreContract
{
    private protected override Task<IVectorStore> OpenAsync()
    {
        var settings = new StoreSettings { Name = "test", Index = IndexKind.Hnsw };
        var space = new MemoryNamespace(settings);
        return Task.FromResult<IVectorStore>(new StoreModel(settings, new NamespaceLease(space, space.DisposeAsync), new StoreMeters()));
    }

    [Fact]
    public async Task Status_tells_of_the_index()
    {
        var random = new Random(1);
        await Store.StoresSetAsync(
            Vectors.Set([.. Enumerable.Range(0, 300).Select(i => (Vectors.Unit(random, 8), $"{i}"))]),
            TestContext.Current.CancellationToken);

        var model = (IModel)Store;
        Assert.Contains("in memory, hnsw: ", model.Description, StringComparison.Ordinal);
        Assert.True(model.Memory.ContainsKey("index"));
    }
}
