using Google.Protobuf.Reflection;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions.Tests.Capabilities;

public class RpcTests
{
    private static readonly IReadOnlyList<MethodDescriptor> Methods = [.. BackendReflection.Descriptor.Services[0].Methods];

    public static TheoryData<string> EngineRpcs =>
        [.. Methods.Select(method => method.Name).Where(name => !Rpc.AnsweredByHost.Contains(name))];

    [Fact]
    public void Host_and_capabilities_together_answer_every_rpc_exactly_once()
    {
        var answered = Rpc.AnsweredByHost.Concat(Rpc.Capabilities.Keys).Order(StringComparer.Ordinal);

        Assert.Equal(Methods.Select(method => method.Name).Order(StringComparer.Ordinal), answered);
        Assert.Equal(39, Rpc.Capabilities.Count);
    }

    [Fact]
    public void No_capability_method_lacks_an_rpc()
    {
        var methods = Rpc.Capabilities.Values.Distinct().SelectMany(type => type.GetMethods()).ToList();

        Assert.Equal(39, methods.Count);
        Assert.All(methods, method => Assert.EndsWith("Async", method.Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EngineRpcs))]
    public void A_capability_method_has_the_types_and_stream_shape_of_its_rpc(string name)
    {
        var rpc = Methods.Single(method => method.Name == name);
        var method = Rpc.Capabilities[name].GetMethod(name + "Async");

        Assert.NotNull(method);
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        Assert.Equal([RequestOf(rpc), typeof(CancellationToken)], parameters);
        Assert.Equal(ResponseOf(rpc), method.ReturnType);
    }

    [Fact]
    public void A_type_serves_the_rpcs_of_its_interfaces_sorted_by_name() =>
        Assert.Equal(["Predict", "PredictStream", "TokenizeString"], Rpc.ServedBy(typeof(Storyteller)));

    [Fact]
    public void A_type_without_capabilities_serves_nothing() => Assert.Empty(Rpc.ServedBy(typeof(string)));

    private static Type RequestOf(MethodDescriptor rpc) => rpc.IsClientStreaming
        ? typeof(IAsyncEnumerable<>).MakeGenericType(rpc.InputType.ClrType)
        : rpc.InputType.ClrType;

    private static Type ResponseOf(MethodDescriptor rpc) =>
        (rpc.IsServerStreaming ? typeof(IAsyncEnumerable<>) : typeof(Task<>)).MakeGenericType(rpc.OutputType.ClrType);

    private abstract class Storyteller : ITextGenerator, ITokenizer
    {
        public abstract Task<Reply> PredictAsync(PredictOptions request, CancellationToken token);

        public abstract IAsyncEnumerable<Reply> PredictStreamAsync(PredictOptions request, CancellationToken token);

        public abstract Task<TokenizationResponse> TokenizeStringAsync(PredictOptions request, CancellationToken token);
    }
}
