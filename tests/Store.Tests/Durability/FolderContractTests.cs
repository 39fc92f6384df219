using LocalAI.Plugins.Abstractions;

namespace LocalAI.Plugins.Store.Tests.Durability;

public abstract class FolderContractTests : StoreContract
{
    private readonly Folder _folder = new();

    private protected abstract Requests.Durability Durability { get; }

    private protected override async Task<IVectorStore> OpenAsync() => await _folder.OpenAsync(Durability);

    private protected override Task CloseAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

public class FolderAlwaysTests : FolderContractTests
{
    private protected override Requests.Durability Durability => Requests.Durability.Always;
}

public class FolderIntervalTests : FolderContractTests
{
    private protected override Requests.Durability Durability => Requests.Durability.Interval;
}

public class FolderOffTests : FolderContractTests
{
    private protected override Requests.Durability Durability => Requests.Durability.Off;
}
