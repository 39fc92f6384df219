using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.PromptCache;

/// <summary>Opens and saves the prompt cache files that requests name, on the calls' own threads.</summary>
/// <param name="settings">How the model was loaded.</param>
/// <param name="layout">How its states are laid out.</param>
/// <param name="logger">Hears what could not be saved.</param>
internal sealed class PromptSessions(LoadSettings settings, StateLayout layout, ILogger logger)
{
    private readonly ModelFingerprint _fingerprint = ModelFingerprint.Of(settings);
    private readonly string _folder =
        Path.GetFullPath(settings.ModelPath.Length > 0 ? settings.ModelPath : Path.GetDirectoryName(settings.ModelFile)!);

    /// <summary>The session of a request; null when it names no file.</summary>
    /// <exception cref="EngineException">The path leaves the models folder, or what is there is no cache for this model.</exception>
    public PromptSession? Open(PredictOptions request)
    {
        if (request.PromptCachePath.Length == 0)
            return null;
        if (request.PromptCachePath.Contains('\0', StringComparison.Ordinal)
            || Path.GetFullPath(request.PromptCachePath, _folder) is var path && !SidePath.IsWithin(path, _folder))
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"PromptCachePath is {GgufFault.Quote(request.PromptCachePath)}, which is not in the folder of the models; "
                + "name a file in it.");
        }
        return new PromptSession(path, PromptCacheFile.Read(path, _fingerprint, layout), !request.PromptCacheRO, request.PromptCacheAll);
    }

    /// <summary>Writes what a finished generation left for its file; a disk that fails costs the next prompt time, not this text.</summary>
    public async Task SaveAsync(Generation generation)
    {
        if (generation.Request.Session is not { } session || await generation.StateToSave.ConfigureAwait(false) is not { } state)
            return;
        if (!layout.Fits(state))
        {
            Log.CannotSave(logger, Path.GetFileName(session.Path), "the state of this model is laid out in a way that is not known");
            return;
        }
        try
        {
            await Task.Run(() => PromptCacheFile.Write(session.Path, state, _fingerprint)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.CannotSave(logger, Path.GetFileName(session.Path), e.Message);
        }
    }
}
