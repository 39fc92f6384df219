namespace LocalAI.Plugins.Abstractions;

/// <summary>
/// Marks an interface as a family of RPCs. A capability interface has one method for each RPC, named as the RPC with the suffix
/// <c>Async</c>; that name is the only mapping between the two (see <see cref="Rpc"/>).
/// </summary>
public interface ICapability;
