using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace LocalAI.Plugins.Host.Routing;

/// <summary>
/// Stands between an engine and the model it borrows: its calls take turns with those of clients, and end when the model goes.
/// </summary>
internal class LentCapability : DispatchProxy
{
    private static readonly ConcurrentDictionary<MethodInfo, MethodInfo> Shapes = new();

    private LoadedModel? _model;

    private LoadedModel Model => _model ?? throw new InvalidOperationException("The capability belongs to no model.");

    public static T Of<T>(LoadedModel model) where T : class
    {
        var capability = Create<T, LentCapability>();
        ((LentCapability)(object)capability)._model = model;
        return capability;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        Shapes.GetOrAdd(targetMethod!, ShapeOf).Invoke(this, [targetMethod, args, CancellationToken.None]);

    // A capability's methods have two shapes: one answer, or a stream of them. The last argument is the token.
    private static MethodInfo ShapeOf(MethodInfo method)
    {
        var streams = method.ReturnType.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>);
        return typeof(LentCapability)
            .GetMethod(streams ? nameof(StreamAsync) : nameof(CallAsync), BindingFlags.NonPublic | BindingFlags.Instance)!
            .MakeGenericMethod(method.ReturnType.GetGenericArguments());
    }

    private async Task<T> CallAsync<T>(MethodInfo method, object?[] arguments, CancellationToken cancellationToken)
    {
        using var linked = Link(arguments, cancellationToken);
        using var turn = await Model.Gate.EnterAsync(RpcOf(method), linked.Token);
        return await (Task<T>)Forward(method, arguments, linked.Token);
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(
        MethodInfo method, object?[] arguments, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var linked = Link(arguments, cancellationToken);
        using var turn = await Model.Gate.EnterAsync(RpcOf(method), linked.Token);
        var answers = (IAsyncEnumerable<T>)Forward(method, arguments, linked.Token);
        await foreach (var answer in answers.WithCancellation(linked.Token))
            yield return answer;
    }

    private CancellationTokenSource Link(object?[] arguments, CancellationToken cancellationToken) =>
        CancellationTokenSource.CreateLinkedTokenSource((CancellationToken)arguments[^1]!, cancellationToken, Model.Unloading);

    private object Forward(MethodInfo method, object?[] arguments, CancellationToken cancellationToken) => method.Invoke(
        Model.Model, BindingFlags.DoNotWrapExceptions, binder: null, [.. arguments[..^1], cancellationToken], culture: null)!;

    private static string RpcOf(MethodInfo method) => method.Name[..^"Async".Length];
}
