using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions.Tests.Protocol;

public class WireContractTests
{
    // The list was made from LocalAI's own backend.proto by a parser that shares no code with this one.
    private static readonly string[] Expected =
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Protocol", "backend.contract.txt"));

    [Fact]
    public void Every_message_field_and_rpc_is_the_one_of_LocalAI() =>
        Assert.Equal(Expected, WireContract.Lines(BackendReflection.Descriptor));

    [Fact]
    public void The_package_and_service_have_the_names_LocalAI_calls()
    {
        Assert.Equal("backend.Backend", Assert.Single(BackendReflection.Descriptor.Services).FullName);
        Assert.Equal(43, BackendReflection.Descriptor.Services[0].Methods.Count);
    }
}
