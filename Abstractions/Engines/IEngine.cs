using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>
/// Code that runs models of one family; the one public class a plugin must have. It is created once per plugin, by its constructor
/// with one <see cref="EngineContext"/> parameter, or else by the one without parameters. An engine that answers RPCs without a
/// model (stores, quantisation) implements their capability interfaces itself and lists them as <c>stateless</c> in its manifest.
/// </summary>
public interface IEngine
{
    /// <summary>
    /// Says how sure the engine is that it can load a file which its manifest matches. Asked only when several engines match, so a
    /// cheap look at the file's metadata: no native code, no exception for a broken file.
    /// </summary>
    Recognition Recognise(ModelOptions options) => Recognition.Possible;

    /// <summary>Loads a model.</summary>
    /// <param name="options">The fields of LoadModel; 0 and empty mean "the engine's default".</param>
    /// <param name="context">What the host gives: logger, device, folder, progress, other models.</param>
    /// <param name="cancellationToken">Stops the load within one step; nothing stays behind.</param>
    /// <returns>A model that implements the capability interfaces it really can serve.</returns>
    /// <exception cref="EngineException">The model cannot be loaded; the message reaches the user.</exception>
    Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken);
}
