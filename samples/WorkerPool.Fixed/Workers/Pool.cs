using System.Collections.Concurrent;

namespace WorkerPool.Workers;

/// <summary>A fixed number of worker processes and the jobs that wait for them.</summary>
internal sealed class Pool : IDisposable
{
    private readonly WorkerProcess[] _workers;
    private readonly BlockingCollection<WorkerProcess> _idle;

    public Pool(int size)
    {
        Log.Prefix = "pool: ";
        _workers = [.. Enumerable.Range(1, size).Select(number => new WorkerProcess($"worker {number}"))];
        _idle = new(boundedCapacity: size);
        foreach (var worker in _workers)
        {
            _idle.Add(worker);
        }
    }

    /// <summary>Hands the file to the next idle worker and returns its answer to come.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled before a worker was idle.</exception>
    public Task<string> Checksum(string path, CancellationToken stop)
    {
        var lease = new WorkerLease(this, _idle.Take(stop));
        var job = new Job(path);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            using (lease)
            {
                job.RunOn(lease.Worker);
            }
        });
        return job.Answer;
    }

    public void Return(WorkerProcess worker) => _idle.TryAdd(worker);

    /// <summary>Lets every worker give its unused memory back. No job may be running.</summary>
    public void Trim()
    {
        foreach (var worker in _workers)
        {
            worker.Ask(ChecksumWorker.TrimCommand);
        }
    }

    /// <summary>Tells every worker which files are to come. No job may be running.</summary>
    public IEnumerable<string> Brief(IReadOnlyCollection<string> files) => Briefing.Give(_workers, files);

    public void Dispose()
    {
        foreach (var worker in _workers)
        {
            worker.Dispose();
        }
    }
}
