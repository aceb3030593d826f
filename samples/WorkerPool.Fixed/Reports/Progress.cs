using System.IO.MemoryMappedFiles;

namespace WorkerPool.Reports;

/// <summary>The number of files that are done, in a file that a monitor may map.</summary>
internal sealed class Progress : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;

    public Progress(string path)
    {
        _map = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, capacity: sizeof(int));
        _view = _map.CreateViewAccessor();
    }

    public void Add(int files) => _view.Write(0, _view.ReadInt32(0) + files);

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
    }
}
