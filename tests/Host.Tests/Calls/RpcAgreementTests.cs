using System.Reflection;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Host.Calls;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Host.Tests.Calls;

public class RpcAgreementTests
{
    [Fact]
    public void The_proto_the_interfaces_and_the_hosts_methods_are_the_same_43_rpcs()
    {
        var proto = Backend.Descriptor.Methods.Select(method => method.Name).Order().ToList();
        var map = Rpc.Capabilities.Keys.Concat(Rpc.AnsweredByHost).Order().ToList();
        var overridden = typeof(BackendService)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(Backend.BackendBase))
            .Select(method => method.Name).Order().ToList();

        Assert.Equal(43, proto.Count);
        Assert.Equal(proto, map);
        Assert.Equal(proto, overridden);
    }
}
