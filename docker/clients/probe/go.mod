module github.com/nodeyard/nodeyard/docker/clients/probe

go 1.26
