using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Abstractions;

/// <summary>Tells who speaks when.</summary>
public interface IDiarizer : ICapability
{
    /// <summary>Splits the audio file <c>dst</c> (the wire's name for the input path) by speaker.</summary>
    /// <returns>Segments sorted by start, times and <c>duration</c> in seconds, speakers as decimal numbers from 0.</returns>
    Task<DiarizeResponse> DiarizeAsync(DiarizeRequest request, CancellationToken cancellationToken);
}
