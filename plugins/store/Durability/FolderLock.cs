namespace LocalAI.Plugins.Store.Durability;

/// <summary>Keeps a folder for one process, as long as that lives or until this is disposed.</summary>
internal static class FolderLock
{
    /// <exception cref="Abstractions.EngineException">Someone else has it.</exception>
    public static IDisposable Take(string folder)
    {
        try
        {
            return File.OpenHandle(Path.Combine(folder, FileName.Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (!FolderRefusal.IsFull(e))
        {
            throw FolderRefusal.InUse(folder, e);
        }
    }
}
