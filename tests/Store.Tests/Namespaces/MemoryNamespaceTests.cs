using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Store.Namespaces;
using LocalAI.Plugins.Store.Requests;

namespace LocalAI.Plugins.Store.Tests.Namespaces;

public class MemoryNamespaceTests : StoreContract
{
    private protected override Task<IVectorStore> OpenAsync()
    {
        var settings = new StoreSettings { Name = "test" };
        var space = new MemoryNamespace(settings);
        return Task.FromResult<IVectorStore>(new StoreModel(settings, new NamespaceLease(space, space.DisposeAsync), new StoreMeters()));
    }
}
